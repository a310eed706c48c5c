/**
 * The audit trigger, put on every table of the schema after each migration, so that a new table is audited
 * without anybody thinking of it. An update keeps only the columns that changed; what a
 * plan proposes (`planned_…`) is nobody's change. Append-only facts record
 * their own who and when, so only their (forbidden) updates and deletes would be logged, not their inserts.
 */
export const facts = ['audit_log', 'stock_moves', 'time_logs', 'quantity_reports', 'cost_entries'] as const
const unaudited = [
  'audit_log',
  'idempotency_keys',
  'number_series',
  'stock_balances',
  'session',
  'operator_sessions',
  'verification',
  'rate_limit',
  'stored_files',
  'imported_records',
]

const list = (names: readonly string[]) => names.map((n) => `'${n}'`).join(', ')

export const auditSql = `
create or replace function audit_row() returns trigger language plpgsql as $body$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  before jsonb := old_row;
  after jsonb := new_row;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key)
      into before, after
      from jsonb_each(old_row) o where new_row -> o.key is distinct from o.value and o.key not like 'planned\\_%';
    if before is null then return null; end if;
  end if;
  insert into audit_log (at, actor, table_name, record_id, act, before, after)
  values (clock_timestamp(), coalesce(nullif(current_setting('fettle.actor', true), ''), 'unknown'), tg_table_name,
          (coalesce(new_row, old_row) ->> 'id')::bigint, lower(tg_op), before, after);
  return null;
end $body$;

do $body$
declare t record;
begin
  for t in
    select c.table_name from information_schema.columns c
      join information_schema.tables b on b.table_schema = c.table_schema and b.table_name = c.table_name
     where c.table_schema = 'public' and b.table_type = 'BASE TABLE' and c.column_name = 'id'
       and c.data_type = 'bigint' and c.table_name not in (${list(unaudited)})
       and not exists (select from pg_trigger g where g.tgrelid = format('public.%I', c.table_name)::regclass and g.tgname = 'audit_row')
  loop
    execute format('create trigger audit_row after %s on %I for each row execute function audit_row()',
      case when t.table_name in (${list(facts)}) then 'update or delete' else 'insert or update or delete' end, t.table_name);
  end loop;
end $body$;
`
