import { masterRoutes } from '../core/master.routes.ts'
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
import {
  calendarExceptions,
  calendars,
  employeeSkills,
  employees,
  laborGrades,
  machines,
  setupTimes,
  shifts,
  skills,
  tools,
  workCenters,
} from './plant.tables.ts'

export const plantRoutes = {
  calendars: masterRoutes(calendarMaster, calendars),
  shifts: masterRoutes(shiftMaster, shifts),
  calendarExceptions: masterRoutes(calendarExceptionMaster, calendarExceptions),
  laborGrades: masterRoutes(laborGradeMaster, laborGrades),
  workCenters: masterRoutes(workCenterMaster, workCenters),
  machines: masterRoutes(machineMaster, machines),
  tools: masterRoutes(toolMaster, tools),
  setupTimes: masterRoutes(setupTimeMaster, setupTimes),
  skills: masterRoutes(skillMaster, skills),
  employees: masterRoutes(employeeMaster, employees),
  employeeSkills: masterRoutes(employeeSkillMaster, employeeSkills),
}
