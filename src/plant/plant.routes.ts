import { masterRoutes } from '../core/master.routes.ts'
import {
  calendarExceptionMaster,
  calendarMaster,
  employeeMaster,
  employeeSkillMaster,
  laborGradeMaster,
  machineMaster,
  shiftMaster,
  skillMaster,
  workCenterMaster,
} from './plant.model.ts'
import {
  calendarExceptions,
  calendars,
  employeeSkills,
  employees,
  laborGrades,
  machines,
  shifts,
  skills,
  workCenters,
} from './plant.tables.ts'

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
