import { masterRoutes } from '../core/master.routes.ts'
import { calendarMaster, shiftMaster, calendarExceptionMaster, laborGradeMaster, workCenterMaster, machineMaster, skillMaster, employeeMaster, employeeSkillMaster } from './plant.model.ts'
import { calendars, shifts, calendarExceptions, laborGrades, workCenters, machines, skills, employees, employeeSkills } from './plant.tables.ts'

export const plantRoutes = {
  calendars: masterRoutes(calendarMaster, calendars),
  shifts: masterRoutes(shiftMaster, shifts),
  calendarExceptions: masterRoutes(calendarExceptionMaster, calendarExceptions),
  laborGrades: masterRoutes(laborGradeMaster, laborGrades),
  workCenters: masterRoutes(workCenterMaster, workCenters),
  machines: masterRoutes(machineMaster, machines),
  skills: masterRoutes(skillMaster, skills),
  employees: masterRoutes(employeeMaster, employees),
  employeeSkills: masterRoutes(employeeSkillMaster, employeeSkills),
}
