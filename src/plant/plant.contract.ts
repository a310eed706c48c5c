import { masterContract } from '../core/master.contract.ts'
import { calendarMaster, shiftMaster, calendarExceptionMaster, laborGradeMaster, workCenterMaster, machineMaster, skillMaster, employeeMaster, employeeSkillMaster } from './plant.model.ts'

export const plantContract = {
  calendars: masterContract(calendarMaster),
  shifts: masterContract(shiftMaster),
  calendarExceptions: masterContract(calendarExceptionMaster),
  laborGrades: masterContract(laborGradeMaster),
  workCenters: masterContract(workCenterMaster),
  machines: masterContract(machineMaster),
  skills: masterContract(skillMaster),
  employees: masterContract(employeeMaster),
  employeeSkills: masterContract(employeeSkillMaster),
}
