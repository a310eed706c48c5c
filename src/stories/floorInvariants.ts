import type pg from 'pg'

/**
 * What must hold at every moment, however the shop was interrupted. Each query selects what breaks its rule; the text
 * says which rule. Tolerances are the rounding of single entries, never whole pieces or minutes.
 */
const rules: Record<string, string> = {
  'stock is the sum of its moves': `
    with moved as (
      select item_id, lot_id, place_id, sum(quantity) as quantity, sum(value) as value from (
        select item_id, lot_id, to_place_id as place_id, quantity, value from stock_moves
        union all select item_id, lot_id, from_place_id, -quantity, -value from stock_moves) m group by 1, 2, 3)
    select coalesce(b.item_id, m.item_id) as item, coalesce(b.place_id, m.place_id) as place, b.quantity, m.quantity as moved
      from stock_balances b full join moved m on m.item_id = b.item_id and m.place_id = b.place_id and m.lot_id is not distinct from b.lot_id
     where coalesce(b.quantity, 0) <> coalesce(m.quantity, 0) or coalesce(b.value, 0) <> coalesce(m.value, 0)`,
  'no bin is below zero': `
    select b.item_id, b.place_id, b.quantity from stock_balances b join places p on p.id = b.place_id
     where p.physical and b.quantity < 0 and not (select allow_negative_stock from company limit 1)`,
  'one open clock for a person and operation': `
    select employee_id, operation_id from time_logs where ended_at is null group by 1, 2 having count(*) > 1`,
  'no minute is lost or counted twice': `
    select l.employee_id, l.minutes, s.minutes as clock from (
      select employee_id, sum(minutes) as minutes, count(*) as n, range_agg(tstzrange(started_at, ended_at)) as spans from time_logs
       where not voided and ended_at is not null
         and employee_id not in (select employee_id from time_logs where ended_at is null and not voided) group by employee_id) l
      cross join lateral (select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0) / 60 as minutes from unnest(l.spans) r) s
     where abs(l.minutes - s.minutes) > 0.0001 * l.n`,
  "an operation's minutes are the sum of its clocks": `
    select p.operation_id, p.setup_minutes + p.run_minutes as kept, t.minutes from operation_progress p
      cross join lateral (select coalesce(sum(minutes), 0) as minutes from time_logs t where t.operation_id = p.operation_id) t
     where p.setup_minutes + p.run_minutes <> t.minutes`,
  "an operation's pieces are the sum of its reports": `
    select p.operation_id, p.good_quantity, q.good, p.scrap_quantity, q.scrap from operation_progress p
      cross join lateral (select coalesce(sum(quantity) filter (where kind = 'good'), 0) as good, coalesce(sum(quantity) filter (where kind = 'scrap'), 0) as scrap
        from quantity_reports q where q.operation_id = p.operation_id) q
     where exists (select from quantity_reports r where r.operation_id = p.operation_id) and (p.good_quantity <> q.good or p.scrap_quantity <> q.scrap)`,
  'no operation reports more than arrived': `
    select o.id from method_operations o join operation_progress p on p.operation_id = o.id
      join lateral (select q.good_quantity from method_operations x join operation_progress q on q.operation_id = x.id
        where x.method_id = o.method_id and x.sequence < o.sequence order by x.sequence desc limit 1) before on true
     where p.good_quantity + p.scrap_quantity > before.good_quantity`,
  'completed goods are the moves out of process': `
    select w.number, w.completed_quantity, m.quantity from work_orders w
      cross join lateral (select coalesce(sum(case when m.from_place_id = w.place_id then m.quantity else -m.quantity end), 0) as quantity
        from stock_moves m where w.place_id in (m.from_place_id, m.to_place_id) and m.item_id = w.item_id and m.document in ('completion', 'reversal')) m
     where w.place_id is not null and w.completed_quantity <> m.quantity`,
  'awaiting test, released and rejected are what was completed': `
    select w.number, w.completed_quantity, sum(t.quantity) as tested from work_orders w join tests t on t.work_order_id = w.id
     where t.retest_of_id is null group by w.id having sum(t.quantity) <> w.completed_quantity`,
  'what was issued is what went into process': `
    select w.number, p.item_id, p.issued_quantity, m.quantity from (select work_order_id, item_id, sum(issued_quantity) as issued_quantity from material_progress group by 1, 2) p
      join work_orders w on w.id = p.work_order_id
      cross join lateral (select coalesce(sum(case when m.to_place_id = w.place_id then m.quantity else -m.quantity end), 0) as quantity
        from stock_moves m where w.place_id in (m.from_place_id, m.to_place_id) and m.item_id = p.item_id) m
     where p.issued_quantity <> m.quantity`,
  'every clock with minutes is costed': `
    select t.id from time_logs t join employees e on e.id = t.employee_id join labor_grades g on g.id = e.labor_grade_id
     where not t.voided and t.minutes >= 0.01 and g.rate_per_hour >= 1
       and not exists (select from cost_entries c where c.source in ('timeLog', 'correction') and (c.source_id = t.id or c.source_id in (select x.id from time_corrections x where x.time_log_id = t.id)))`,
  'each fact is costed once': `
    select source, source_id, element, work_order_id from cost_entries group by 1, 2, 3, 4 having count(*) > 1`,
  'every key has its answer': `select key from idempotency_keys where answer is null`,
}

/** Every broken rule with what breaks it (at most three of each); empty when all holds. */
export async function brokenInvariants(pool: Pick<pg.Pool, 'query'>): Promise<string[]> {
  const broken: string[] = []
  for (const [rule, query] of Object.entries(rules)) {
    const { rows } = await pool.query(`select * from (${query}) as broken limit 3`)
    for (const row of rows) broken.push(`${rule}: ${JSON.stringify(row)}`)
  }
  return broken
}
