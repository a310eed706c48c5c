// biome-ignore-all format: one line for each page, so that adding one is adding a line
import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import type { Permission } from '../core/permissions.model.ts'
import type { Section } from './sections.ts'

/**
 * Every page of the application, one line each. To add a page, write `<area>/web/<thing>.tsx` with a named
 * export and add a line here:
 *
 *   { path: '/quotations', section: 'sell', needs: 'sales.read', nav: 'quotations', component: page(() => import('../sales/web/quotationList.tsx'), 'QuotationList') },
 *
 * - `path`: `$id` is a parameter, read in the page by `usePathId()` or `useParams({ strict: false })`. A record's page is `/<plural>/$id`,
 *   so that search, links and the palette find it; its list is `/<plural>`, its form for a new one `/<plural>/new`.
 * - `section`: the rail entry that is lit.
 * - `nav`: shows the page as a tab of its section; the text is `nav.<word>` in the strings. `group` gathers pages of the settings.
 * - `under`: the tab that stays lit on a page that is no tab itself, where that is not the list of the same path.
 * - `create`: puts the page into the "+ New" menu; the text is `new.<word>`.
 * - `bare`: without rail, top bar and office sign-in, for terminals that sign people in by themselves; `useSession` is not for these.
 * - `needs`: whoever lacks the permission neither sees nor opens it.
 *
 * Pages load on demand. Nothing here may import a page, a model with shapes, the grid or the charts directly.
 */
export type PageEntry = {
  path: string
  section: Section
  component: RouteComponent
  needs?: Permission
  nav?: string
  group?: string
  under?: string
  create?: string
  bare?: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: a page may declare any props; the router passes none.
type Loaded = Record<string, any>
const page = <M extends Loaded>(load: () => Promise<M>, name: keyof M & string) => lazyRouteComponent(load, name) as RouteComponent

/** A described master's list, its form for a new one and its record. An area's own page may replace any of the three in place. */
const masterList = page(() => import('./masters/masterList.tsx'), 'MasterList')
const customers = page(() => import('./masters/masterList.tsx'), 'CustomerList')
const suppliers = page(() => import('./masters/masterList.tsx'), 'SupplierList')
const newMaster = page(() => import('./masters/masterPage.tsx'), 'NewMaster')
const masterPage = page(() => import('./masters/masterPage.tsx'), 'MasterPage')

export const pages: readonly PageEntry[] = [
  { path: '/', section: 'today', component: page(() => import('../reports/web/today.tsx'), 'Today') },
  { path: '/everything', section: 'today', component: page(() => import('./home.tsx'), 'Home') },
  { path: '/reports', section: 'reports', needs: 'reports.read', component: page(() => import('../reports/web/reportsPage.tsx'), 'ReportIndex') },
  { path: '/reports/$name', section: 'reports', needs: 'reports.read', component: page(() => import('../reports/web/reportsPage.tsx'), 'ReportPage') },

  { path: '/enquiries', section: 'sell', needs: 'sales.read', nav: 'enquiries', component: page(() => import('../sales/web/salesLists.tsx'), 'EnquiryList') },
  { path: '/enquiries/new', section: 'sell', needs: 'sales.write', create: 'enquiry', component: page(() => import('../sales/web/enquiryForm.tsx'), 'NewEnquiry') },
  { path: '/enquiries/$id', section: 'sell', needs: 'sales.read', component: page(() => import('../sales/web/enquiryPage.tsx'), 'EnquiryPage') },
  { path: '/enquiries/$id/change', section: 'sell', needs: 'sales.write', component: page(() => import('../sales/web/enquiryForm.tsx'), 'ChangeEnquiry') },
  { path: '/quotations', section: 'sell', needs: 'sales.read', nav: 'quotations', component: page(() => import('../sales/web/salesLists.tsx'), 'QuotationList') },
  { path: '/quotations/new', section: 'sell', needs: 'sales.write', create: 'quotation', component: page(() => import('../sales/web/newQuotation.tsx'), 'NewQuotation') },
  { path: '/quotations/$id', section: 'sell', needs: 'sales.read', component: page(() => import('../planning/web/quotationPage.tsx'), 'QuotationPage') },
  { path: '/sales-orders', section: 'sell', needs: 'sales.read', nav: 'salesOrders', component: page(() => import('../sales/web/salesLists.tsx'), 'SalesOrderList') },
  { path: '/sales-orders/new', section: 'sell', needs: 'sales.write', create: 'salesOrder', component: page(() => import('../sales/web/newSalesOrder.tsx'), 'NewSalesOrder') },
  { path: '/sales-orders/$id', section: 'sell', needs: 'sales.read', component: page(() => import('../planning/web/orderPage.tsx'), 'OrderPage') },
  { path: '/sales-order-lines', section: 'sell', needs: 'sales.read', nav: 'orderLines', component: page(() => import('../sales/web/salesLists.tsx'), 'OrderLineList') },
  { path: '/ready-to-ship', section: 'sell', needs: 'delivery.read', nav: 'readyToShip', component: page(() => import('../delivery/web/deliveryLists.tsx'), 'ReadyToShip') },
  { path: '/shipments', section: 'sell', needs: 'delivery.read', nav: 'shipments', component: page(() => import('../delivery/web/deliveryLists.tsx'), 'ShipmentList') },
  { path: '/shipments/$id', section: 'sell', needs: 'delivery.read', component: page(() => import('../delivery/web/shipmentPage.tsx'), 'ShipmentPage') },
  { path: '/customers', section: 'sell', needs: 'parties.read', nav: 'customers', component: customers },
  { path: '/parties', section: 'sell', under: '/customers', needs: 'parties.read', component: masterList },
  { path: '/parties/new', section: 'sell', under: '/customers', needs: 'parties.write', create: 'party', component: newMaster },
  { path: '/parties/$id', section: 'sell', under: '/customers', needs: 'parties.read', component: page(() => import('../sales/web/customerPage.tsx'), 'CustomerPage') },
  { path: '/contacts', section: 'sell', needs: 'parties.read', nav: 'contacts', component: masterList },
  { path: '/contacts/new', section: 'sell', needs: 'parties.write', component: newMaster },
  { path: '/contacts/$id', section: 'sell', needs: 'parties.read', component: masterPage },
  { path: '/delivery-places', section: 'sell', needs: 'parties.read', nav: 'deliveryPlaces', component: masterList },
  { path: '/delivery-places/new', section: 'sell', needs: 'parties.write', component: newMaster },
  { path: '/delivery-places/$id', section: 'sell', needs: 'parties.read', component: masterPage },

  { path: '/jobs', section: 'jobs', needs: 'jobs.read', nav: 'jobs', component: page(() => import('../jobs/web/jobLists.tsx'), 'JobList') },
  { path: '/jobs/new', section: 'jobs', needs: 'jobs.write', create: 'job', component: page(() => import('../jobs/web/jobLists.tsx'), 'NewJob') },
  { path: '/jobs/$id', section: 'jobs', needs: 'jobs.read', component: page(() => import('../planning/web/jobPage.tsx'), 'JobPage') },
  { path: '/jobs/$id/pick-list', section: 'jobs', needs: 'inventory.read', component: page(() => import('../shopfloor/web/pickListPage.tsx'), 'PickListPage') },
  { path: '/clear-to-build', section: 'jobs', needs: 'planning.read', nav: 'clearToBuild', component: page(() => import('../planning/web/planLists.tsx'), 'ClearToBuild') },
  { path: '/board', section: 'plan', needs: 'planning.read', nav: 'board', component: page(() => import('../planning/web/board/boardPage.tsx'), 'BoardPage') },
  { path: '/what-if', section: 'plan', needs: 'planning.read', nav: 'whatIf', component: page(() => import('../planning/web/board/scenariosPage.tsx'), 'ScenariosPage') },
  { path: '/plan', section: 'plan', needs: 'planning.read', nav: 'plan', component: page(() => import('../planning/web/planPage.tsx'), 'PlanPage') },
  { path: '/downtime', section: 'plan', needs: 'planning.read', nav: 'downtime', component: page(() => import('../planning/web/downtimePage.tsx'), 'DowntimePage') },
  { path: '/learned-times', section: 'plan', needs: 'planning.read', nav: 'learnedTimes', component: page(() => import('../planning/web/learnedPage.tsx'), 'LearnedPage') },
  { path: '/work-orders', section: 'jobs', needs: 'jobs.read', nav: 'workOrders', component: page(() => import('../jobs/web/jobLists.tsx'), 'WorkOrderList') },
  { path: '/work-orders/$id', section: 'jobs', needs: 'jobs.read', component: page(() => import('../jobs/web/workOrderPage.tsx'), 'WorkOrderPage') },

  { path: '/shortages', section: 'buy', needs: 'purchasing.read', nav: 'shortages', component: page(() => import('../purchasing/web/buyLists.tsx'), 'ShortageList') },
  { path: '/purchase-orders', section: 'buy', needs: 'purchasing.read', nav: 'purchaseOrders', component: page(() => import('../purchasing/web/buyLists.tsx'), 'PurchaseOrderList') },
  { path: '/purchase-orders/new', section: 'buy', needs: 'purchasing.write', create: 'purchaseOrder', component: page(() => import('../purchasing/web/purchaseForm.tsx'), 'NewPurchaseOrder') },
  { path: '/purchase-orders/$id', section: 'buy', needs: 'purchasing.read', component: page(() => import('../purchasing/web/purchaseOrderPage.tsx'), 'PurchaseOrderPage') },
  { path: '/purchase-orders/$id/change', section: 'buy', needs: 'purchasing.write', component: page(() => import('../purchasing/web/purchaseForm.tsx'), 'ChangePurchaseOrder') },
  { path: '/purchase-orders/$id/receive', section: 'buy', needs: 'inventory.write', component: page(() => import('../purchasing/web/receivePage.tsx'), 'ReceiveOrderPage') },
  { path: '/receive', section: 'buy', needs: 'inventory.write', nav: 'receive', component: page(() => import('../purchasing/web/receivePage.tsx'), 'ReceivePage') },
  { path: '/late-purchases', section: 'buy', needs: 'purchasing.read', nav: 'latePurchases', component: page(() => import('../purchasing/web/buyLists.tsx'), 'LatePurchaseList') },
  { path: '/outside-work', section: 'buy', needs: 'outsourcing.read', nav: 'outsideWork', component: page(() => import('../outsourcing/web/outsideWork.tsx'), 'OutsideWork') },
  { path: '/at-vendors', section: 'buy', needs: 'outsourcing.read', nav: 'atVendors', component: page(() => import('../outsourcing/web/outsideWork.tsx'), 'AtVendors') },
  { path: '/dispatches/$id', section: 'buy', needs: 'outsourcing.read', component: page(() => import('../outsourcing/web/dispatchPage.tsx'), 'DispatchPage') },
  { path: '/supplier-prices', section: 'buy', needs: 'costing.read', nav: 'supplierPrices', component: masterList },
  { path: '/supplier-prices/new', section: 'buy', needs: 'purchasing.write', component: newMaster },
  { path: '/supplier-prices/$id', section: 'buy', needs: 'costing.read', component: masterPage },
  { path: '/floor', section: 'floor', bare: true, component: page(() => import('../shopfloor/web/kiosk.tsx'), 'Kiosk') },
  { path: '/live-floor', section: 'floor', needs: 'shopfloor.read', nav: 'liveFloor', component: page(() => import('../shopfloor/web/liveFloor.tsx'), 'LiveFloor') },
  { path: '/dispatch', section: 'floor', needs: 'shopfloor.read', nav: 'dispatch', component: page(() => import('../shopfloor/web/liveFloor.tsx'), 'DispatchPage') },
  { path: '/time-check', section: 'floor', needs: 'shopfloor.read', nav: 'timeCheck', component: page(() => import('../shopfloor/web/timeCheck.tsx'), 'TimeCheck') },
  { path: '/daily-production', section: 'floor', needs: 'shopfloor.read', nav: 'dailyProduction', component: page(() => import('../shopfloor/web/dailyProduction.tsx'), 'DailyProduction') },
  { path: '/terminals', section: 'floor', needs: 'plant.write', nav: 'terminals', component: page(() => import('../shopfloor/web/terminals.tsx'), 'Terminals') },

  { path: '/suppliers', section: 'buy', needs: 'parties.read', nav: 'suppliers', component: suppliers },

  { path: '/stock-on-hand', section: 'stock', needs: 'inventory.read', nav: 'stockOnHand', component: page(() => import('../inventory/web/stockLists.tsx'), 'StockOnHand') },
  { path: '/stock-balances', section: 'stock', needs: 'inventory.read', nav: 'stockBalances', component: page(() => import('../inventory/web/stockLists.tsx'), 'StockBalances') },
  { path: '/stock/items/$id', section: 'stock', needs: 'inventory.read', component: page(() => import('../inventory/web/stockItemPage.tsx'), 'StockItemPage') },
  { path: '/lots', section: 'stock', needs: 'inventory.read', nav: 'lots', component: page(() => import('../inventory/web/stockLists.tsx'), 'LotList') },
  { path: '/lots/$id', section: 'stock', needs: 'inventory.read', component: page(() => import('../inventory/web/lotPage.tsx'), 'LotPage') },
  { path: '/reservations', section: 'stock', needs: 'inventory.read', nav: 'reservations', component: page(() => import('../inventory/web/stockLists.tsx'), 'ReservationList') },
  { path: '/stock-counts', section: 'stock', needs: 'inventory.read', nav: 'stockCounts', component: page(() => import('../inventory/web/countPage.tsx'), 'CountList') },
  { path: '/stock-counts/$id', section: 'stock', needs: 'inventory.read', component: page(() => import('../inventory/web/countPage.tsx'), 'CountPage') },
  { path: '/stock-ledger', section: 'stock', needs: 'inventory.read', nav: 'stockLedger', component: page(() => import('../inventory/web/stockLists.tsx'), 'StockLedger') },
  { path: '/reorder-alerts', section: 'stock', needs: 'purchasing.read', nav: 'reorderAlerts', component: page(() => import('../purchasing/web/buyLists.tsx'), 'ReorderList') },
  { path: '/places', section: 'stock', needs: 'inventory.read', nav: 'places', component: masterList },
  { path: '/places/new', section: 'stock', needs: 'inventory.write', component: newMaster },
  { path: '/places/$id', section: 'stock', needs: 'inventory.read', component: masterPage },
  { path: '/items', section: 'stock', needs: 'catalog.read', nav: 'items', component: masterList },
  { path: '/items/new', section: 'stock', needs: 'catalog.write', create: 'item', component: newMaster },
  { path: '/items/$id', section: 'stock', needs: 'catalog.read', component: page(() => import('../catalog/web/itemPage.tsx'), 'ItemPage') },
  { path: '/compare-methods', section: 'stock', needs: 'catalog.read', nav: 'compareMethods', component: page(() => import('../catalog/web/comparePage.tsx'), 'ComparePage') },
  { path: '/replace-item', section: 'stock', needs: 'catalog.write', nav: 'replaceItem', component: page(() => import('../catalog/web/replacePage.tsx'), 'ReplacePage') },
  { path: '/customer-part-numbers', section: 'stock', needs: 'catalog.read', nav: 'customerPartNumbers', component: masterList },
  { path: '/customer-part-numbers/new', section: 'stock', needs: 'catalog.write', component: newMaster },
  { path: '/customer-part-numbers/$id', section: 'stock', needs: 'catalog.read', component: masterPage },

  { path: '/inspection', section: 'quality', needs: 'quality.read', nav: 'inspection', component: page(() => import('../quality/web/qualityLists.tsx'), 'InspectionQueue') },
  { path: '/tests', section: 'quality', needs: 'quality.read', nav: 'tests', component: page(() => import('../quality/web/qualityLists.tsx'), 'TestList') },
  { path: '/tests/$id', section: 'quality', needs: 'quality.read', component: page(() => import('../quality/web/testPage.tsx'), 'TestPage') },
  { path: '/test-results', section: 'quality', needs: 'quality.read', nav: 'testResults', component: page(() => import('../quality/web/qualityLists.tsx'), 'TestResultList') },
  { path: '/test-plans', section: 'quality', needs: 'quality.read', nav: 'testPlans', component: page(() => import('../quality/web/qualityLists.tsx'), 'TestPlanList') },
  { path: '/test-plans/new', section: 'quality', needs: 'quality.dispose', create: 'testPlan', component: page(() => import('../quality/web/testPlanPage.tsx'), 'NewTestPlan') },
  { path: '/test-plans/$id', section: 'quality', needs: 'quality.read', component: page(() => import('../quality/web/testPlanPage.tsx'), 'TestPlanPage') },

  { path: '/gauges', section: 'quality', needs: 'quality.read', nav: 'gauges', component: masterList },
  { path: '/gauges/new', section: 'quality', needs: 'quality.dispose', component: newMaster },
  { path: '/gauges/$id', section: 'quality', needs: 'quality.read', component: masterPage },

  { path: '/shipped-not-invoiced', section: 'money', needs: 'delivery.read', nav: 'shippedNotInvoiced', component: page(() => import('../delivery/web/deliveryLists.tsx'), 'ShippedNotInvoiced') },
  { path: '/invoices', section: 'money', needs: 'delivery.read', nav: 'invoices', component: page(() => import('../delivery/web/deliveryLists.tsx'), 'InvoiceList') },
  { path: '/invoices/$id', section: 'money', needs: 'delivery.read', component: page(() => import('../delivery/web/invoicePage.tsx'), 'InvoicePage') },

  { path: '/settings/company', section: 'settings', needs: 'signedIn', nav: 'company', group: 'company', component: page(() => import('./settings/company.tsx'), 'CompanySettings') },
  { path: '/imports', section: 'settings', needs: 'imports.write', nav: 'imports', group: 'company', component: page(() => import('./imports/importPage.tsx'), 'ImportPage') },
  { path: '/settings/users', section: 'settings', needs: 'admin.read', nav: 'users', group: 'people', component: page(() => import('./settings/users.tsx'), 'Users') },
  { path: '/employees', section: 'settings', needs: 'plant.read', nav: 'employees', group: 'people', component: masterList },
  { path: '/employees/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/employees/$id', section: 'settings', needs: 'plant.read', component: page(() => import('../plant/web/employeePage.tsx'), 'EmployeePage') },
  { path: '/skills', section: 'settings', needs: 'plant.read', nav: 'skills', group: 'people', component: masterList },
  { path: '/skills/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/skills/$id', section: 'settings', needs: 'plant.read', component: masterPage },
  { path: '/employee-skills', section: 'settings', needs: 'plant.read', nav: 'employeeSkills', group: 'people', component: masterList },
  { path: '/employee-skills/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/employee-skills/$id', section: 'settings', needs: 'plant.read', component: masterPage },
  { path: '/labor-grades', section: 'settings', needs: 'costing.read', nav: 'laborGrades', group: 'people', component: masterList },
  { path: '/labor-grades/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/labor-grades/$id', section: 'settings', needs: 'costing.read', component: masterPage },
  { path: '/work-centers', section: 'settings', needs: 'plant.read', nav: 'workCenters', group: 'plant', component: masterList },
  { path: '/work-centers/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/work-centers/$id', section: 'settings', needs: 'plant.read', component: page(() => import('../plant/web/workCenterPage.tsx'), 'WorkCenterPage') },
  { path: '/tools', section: 'settings', needs: 'plant.read', nav: 'tools', group: 'plant', component: masterList },
  { path: '/tools/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/tools/$id', section: 'settings', needs: 'plant.read', component: masterPage },
  { path: '/settings/plan', section: 'settings', needs: 'planning.settings', nav: 'planSettings', group: 'plant', component: page(() => import('../planning/web/planSettingsPage.tsx'), 'PlanSettingsPage') },
  { path: '/setup-times', section: 'settings', needs: 'plant.read', nav: 'setupTimes', group: 'plant', component: page(() => import('../planning/web/setupMatrixPage.tsx'), 'SetupMatrixPage') },
  { path: '/setup-times/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/setup-times/$id', section: 'settings', needs: 'plant.read', component: masterPage },
  { path: '/machines', section: 'settings', needs: 'plant.read', nav: 'machines', group: 'plant', component: masterList },
  { path: '/machines/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/machines/$id', section: 'settings', needs: 'plant.read', component: masterPage },
  { path: '/calendars', section: 'settings', needs: 'plant.read', nav: 'calendars', group: 'plant', component: masterList },
  { path: '/calendars/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/calendars/$id', section: 'settings', needs: 'plant.read', component: page(() => import('../plant/web/calendarPage.tsx'), 'CalendarPage') },
  { path: '/shifts', section: 'settings', needs: 'plant.read', nav: 'shifts', group: 'plant', component: masterList },
  { path: '/shifts/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/shifts/$id', section: 'settings', needs: 'plant.read', component: masterPage },
  { path: '/calendar-exceptions', section: 'settings', needs: 'plant.read', nav: 'calendarExceptions', group: 'plant', component: masterList },
  { path: '/calendar-exceptions/new', section: 'settings', needs: 'plant.write', component: newMaster },
  { path: '/calendar-exceptions/$id', section: 'settings', needs: 'plant.read', component: masterPage },
  { path: '/units', section: 'settings', needs: 'catalog.read', nav: 'units', group: 'catalog', component: masterList },
  { path: '/units/new', section: 'settings', needs: 'catalog.write', component: newMaster },
  { path: '/units/$id', section: 'settings', needs: 'catalog.read', component: masterPage },
  { path: '/item-units', section: 'settings', needs: 'catalog.read', nav: 'itemUnits', group: 'catalog', component: masterList },
  { path: '/item-units/new', section: 'settings', needs: 'catalog.write', component: newMaster },
  { path: '/item-units/$id', section: 'settings', needs: 'catalog.read', component: masterPage },

  { path: '/help', section: 'help', component: page(() => import('./help/help.tsx'), 'Help') },
  { path: '/help/$name', section: 'help', component: page(() => import('./help/help.tsx'), 'GuidePage') },
]
