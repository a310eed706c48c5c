import { masterContract } from '../core/master.contract.ts'
import {
  calendarExceptionMaster,
  calendarMaster,
  employeeMaster,
  employeeSkillMaster,
  laborGradeMaster,
  machineMaster,
  setupTimeMaster,
  shiftMaster,
  skillMaster,
  toolMaster,
  workCenterMaster,
} from './plant.model.ts'

export const plantContract = {
  calendars: masterContract(calendarMaster),
  shifts: masterContract(shiftMaster),
  calendarExceptions: masterContract(calendarExceptionMaster),
  laborGrades: masterContract(laborGradeMaster),
  workCenters: masterContract(workCenterMaster),
  machines: masterContract(machineMaster),
  tools: masterContract(toolMaster),
  setupTimes: masterContract(setupTimeMaster),
  skills: masterContract(skillMaster),
  employees: masterContract(employeeMaster),
  employeeSkills: masterContract(employeeSkillMaster),
}
