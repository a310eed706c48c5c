CREATE TABLE "customer_part_numbers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "customer_part_numbers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"party_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"part_number" text NOT NULL,
	CONSTRAINT "customer_part_numbers_partyId_partNumber_unique" UNIQUE("party_id","part_number")
);
--> statement-breakpoint
CREATE TABLE "item_units" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "item_units_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"item_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"factor" numeric(18, 6) NOT NULL,
	CONSTRAINT "item_units_itemId_unitId_unique" UNIQUE("item_id","unit_id")
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "items_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"family" text NOT NULL,
	"stock_unit_id" bigint NOT NULL,
	"tracking" text NOT NULL,
	"revision" text NOT NULL,
	"standard_cost" numeric(18, 4) NOT NULL,
	"sales_price" numeric(18, 4) NOT NULL,
	"issue_method" text NOT NULL,
	"purchase_unit_id" bigint,
	"purchase_factor" numeric(18, 6) NOT NULL,
	"supplier_id" bigint,
	"lead_days" integer NOT NULL,
	"reorder_point" numeric(18, 6) NOT NULL,
	"reorder_quantity" numeric(18, 6) NOT NULL,
	"weight_kg" numeric(18, 6) NOT NULL,
	"area_m_2" numeric(18, 6) NOT NULL,
	"drawing" text NOT NULL,
	"notes" text NOT NULL,
	CONSTRAINT "items_number_unique" UNIQUE("number"),
	CONSTRAINT "items_kind" CHECK ("items"."kind" in ('bought', 'made', 'phantom', 'service')),
	CONSTRAINT "items_tracking" CHECK ("items"."tracking" in ('none', 'lot', 'serial')),
	CONSTRAINT "items_issue_method" CHECK ("items"."issue_method" in ('issue', 'backflush'))
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "units_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"dimension" text NOT NULL,
	"factor" numeric(18, 6) NOT NULL,
	"decimals" integer NOT NULL,
	CONSTRAINT "units_code_unique" UNIQUE("code"),
	CONSTRAINT "units_dimension" CHECK ("units"."dimension" in ('count', 'length', 'area', 'volume', 'mass', 'time', 'other'))
);
--> statement-breakpoint
CREATE TABLE "material_alternates" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "material_alternates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"material_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"preference" integer NOT NULL,
	CONSTRAINT "material_alternates_materialId_itemId_unique" UNIQUE("material_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "method_materials" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "method_materials_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"method_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"item_id" bigint NOT NULL,
	"quantity_per" numeric(18, 6) NOT NULL,
	"fixed_quantity" numeric(18, 6) NOT NULL,
	"scrap_percent" numeric(9, 4) NOT NULL,
	"supply" text NOT NULL,
	"operation_sequence" integer,
	"child_method_id" bigint,
	"designators" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "method_materials_methodId_line_unique" UNIQUE("method_id","line"),
	CONSTRAINT "method_materials_supply" CHECK ("method_materials"."supply" in ('make', 'stock', 'buy'))
);
--> statement-breakpoint
CREATE TABLE "method_operations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "method_operations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"method_id" bigint NOT NULL,
	"sequence" integer NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"work_center_id" bigint,
	"setup_minutes" numeric(14, 4) NOT NULL,
	"run_minutes" numeric(14, 4) NOT NULL,
	"crew" numeric(18, 6) NOT NULL,
	"attended_percent" numeric(9, 4) NOT NULL,
	"scrap_percent" numeric(9, 4) NOT NULL,
	"overlap_quantity" numeric(18, 6) NOT NULL,
	"supplier_id" bigint,
	"unit_price" numeric(18, 4) NOT NULL,
	"minimum_charge" numeric(18, 4) NOT NULL,
	"lead_days" integer NOT NULL,
	"tooling" text NOT NULL,
	"tooling_cost" numeric(18, 4) NOT NULL,
	"setup_family" text DEFAULT '' NOT NULL,
	"instructions" text NOT NULL,
	CONSTRAINT "method_operations_methodId_sequence_unique" UNIQUE("method_id","sequence"),
	CONSTRAINT "method_operations_kind" CHECK ("method_operations"."kind" in ('inside', 'outside'))
);
--> statement-breakpoint
CREATE TABLE "methods" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "methods_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" bigint NOT NULL,
	"owner" text NOT NULL,
	"revision" text NOT NULL,
	"copied_from_id" bigint,
	"changed_at" timestamp with time zone NOT NULL,
	"copied_at" timestamp with time zone,
	CONSTRAINT "methods_owner" CHECK ("methods"."owner" in ('item', 'revision', 'quotationLine', 'workOrder'))
);
--> statement-breakpoint
CREATE TABLE "operation_alternates" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "operation_alternates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"operation_id" bigint NOT NULL,
	"work_center_id" bigint NOT NULL,
	CONSTRAINT "operation_alternates_operationId_workCenterId_unique" UNIQUE("operation_id","work_center_id")
);
--> statement-breakpoint
CREATE TABLE "item_revisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "item_revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" bigint NOT NULL,
	"revision" text NOT NULL,
	"effective_at" timestamp with time zone,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"method_id" bigint,
	CONSTRAINT "item_revisions_itemId_revision_unique" UNIQUE("item_id","revision")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"table_name" text NOT NULL,
	"record_id" bigint NOT NULL,
	"act" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"two_factor_enabled" boolean DEFAULT false,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "user_roles_user_id_role_pk" PRIMARY KEY("user_id","role"),
	CONSTRAINT "user_roles_role" CHECK ("user_roles"."role" in ('owner', 'sales', 'planner', 'supervisor', 'operator', 'buyer', 'storekeeper', 'inspector', 'accountant', 'admin', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "company" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "company_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text NOT NULL,
	"address" text NOT NULL,
	"tax_number" text NOT NULL,
	"sample" text NOT NULL,
	"allow_negative_stock" boolean DEFAULT false NOT NULL,
	"quotation_valid_days" integer DEFAULT 30 NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"request" text NOT NULL,
	"answer" jsonb,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"prefix" text PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attachments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"table_name" text NOT NULL,
	"record_id" bigint NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"revision" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "comments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"table_name" text NOT NULL,
	"record_id" bigint NOT NULL,
	"text" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imported_records" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "imported_records_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"import_id" bigint NOT NULL,
	"table_name" text NOT NULL,
	"record_id" bigint NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "imported_records_importId_tableName_recordId_unique" UNIQUE("import_id","table_name","record_id")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "imports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"target" text NOT NULL,
	"file_name" text NOT NULL,
	"rows" integer NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "stored_files" (
	"hash" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"content" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "server_secrets" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task_runners" (
	"name" text PRIMARY KEY NOT NULL,
	"beat_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "charges" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "charges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"job_id" bigint NOT NULL,
	"work_order_id" bigint,
	"element" text NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "charges_element" CHECK ("charges"."element" in ('material', 'labor', 'machine', 'setup', 'outside', 'overhead', 'tooling', 'freight', 'rework', 'scrap'))
);
--> statement-breakpoint
CREATE TABLE "cost_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cost_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"job_id" bigint NOT NULL,
	"work_order_id" bigint NOT NULL,
	"operation_id" bigint,
	"element" text NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"rate" numeric(18, 4) NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"credit" text NOT NULL,
	"source" text NOT NULL,
	"source_id" bigint NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "each_fact_posts_once" UNIQUE("source","source_id","element","work_order_id"),
	CONSTRAINT "cost_entries_element" CHECK ("cost_entries"."element" in ('material', 'labor', 'machine', 'setup', 'outside', 'overhead', 'tooling', 'freight', 'rework', 'scrap')),
	CONSTRAINT "cost_entries_source" CHECK ("cost_entries"."source" in ('stockMove', 'timeLog', 'vendorReceipt', 'serviceReceipt', 'serviceReversal', 'charge', 'split', 'close', 'correction')),
	CONSTRAINT "cost_entries_credit" CHECK ("cost_entries"."credit" in ('inventory', 'awaitingTest', 'workInProcess', 'costOfGoodsSold', 'accruedPurchases', 'scrapLoss', 'inventoryAdjustment', 'laborApplied', 'machineApplied', 'overheadApplied', 'outsideAccrued', 'otherApplied', 'closingVariance'))
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invoice_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"invoice_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"sales_order_line_id" bigint NOT NULL,
	"shipment_id" bigint,
	"description" text NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"unit_price" numeric(18, 4) NOT NULL,
	"one_off_price" numeric(18, 4) DEFAULT 0 NOT NULL,
	"tax_percent" numeric(9, 4) NOT NULL,
	"net" numeric(18, 4) NOT NULL,
	"tax" numeric(18, 4) NOT NULL,
	CONSTRAINT "invoice_lines_invoiceId_line_unique" UNIQUE("invoice_id","line")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invoices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"kind" text DEFAULT 'invoice' NOT NULL,
	"status" text NOT NULL,
	"customer_id" bigint NOT NULL,
	"currency" text NOT NULL,
	"exchange_rate" numeric(18, 6) NOT NULL,
	"invoiced_on" date NOT NULL,
	"payment_days" integer NOT NULL,
	"due_on" date NOT NULL,
	"sent_at" timestamp with time zone,
	"paid_on" date,
	"credits_id" bigint,
	"notes" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "invoices_number_unique" UNIQUE("number"),
	CONSTRAINT "invoices_status" CHECK ("invoices"."status" in ('draft', 'sent', 'paid', 'canceled', 'credited')),
	CONSTRAINT "invoices_kind" CHECK ("invoices"."kind" in ('invoice', 'creditNote'))
);
--> statement-breakpoint
CREATE TABLE "shipment_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shipment_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"shipment_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"sales_order_line_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"lot_id" bigint,
	"place_id" bigint,
	"quantity" numeric(18, 6) NOT NULL,
	"value" numeric(18, 4) DEFAULT 0 NOT NULL,
	"invoice_line_id" bigint,
	"returns_line_id" bigint,
	CONSTRAINT "shipment_lines_shipmentId_line_unique" UNIQUE("shipment_id","line")
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shipments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"status" text NOT NULL,
	"customer_id" bigint NOT NULL,
	"delivery_place_id" bigint,
	"carrier" text NOT NULL,
	"tracking" text NOT NULL,
	"packages" integer NOT NULL,
	"gross_kg" numeric(18, 6) NOT NULL,
	"notes" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"shipped_at" timestamp with time zone,
	"shipped_on" date,
	"reversed_reason" text DEFAULT '' NOT NULL,
	"return_of_id" bigint,
	CONSTRAINT "shipments_number_unique" UNIQUE("number"),
	CONSTRAINT "shipments_status" CHECK ("shipments"."status" in ('draft', 'shipped', 'canceled', 'reversed'))
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "lots_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" bigint NOT NULL,
	"number" text NOT NULL,
	"serial" boolean NOT NULL,
	"supplier_lot" text NOT NULL,
	"certificate" text NOT NULL,
	"expires_on" date,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lots_itemId_number_unique" UNIQUE("item_id","number")
);
--> statement-breakpoint
CREATE TABLE "places" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "places_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"party_id" bigint,
	"physical" boolean GENERATED ALWAYS AS (kind in ('bin', 'awaitingTest', 'reject', 'vendor')) STORED NOT NULL,
	CONSTRAINT "places_code_unique" UNIQUE("code"),
	CONSTRAINT "places_kind" CHECK ("places"."kind" in ('bin', 'awaitingTest', 'reject', 'vendor', 'production', 'supplier', 'customer', 'scrap', 'adjustment'))
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reservations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" bigint NOT NULL,
	"place_id" bigint,
	"lot_id" bigint,
	"quantity" numeric(18, 6) NOT NULL,
	"demand" text NOT NULL,
	"demand_id" bigint NOT NULL,
	"demand_number" text NOT NULL,
	CONSTRAINT "reservations_demand_demandId_itemId_placeId_lotId_unique" UNIQUE NULLS NOT DISTINCT("demand","demand_id","item_id","place_id","lot_id"),
	CONSTRAINT "reservations_demand" CHECK ("reservations"."demand" in ('workOrderMaterial', 'salesOrderLine'))
);
--> statement-breakpoint
CREATE TABLE "stock_balances" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stock_balances_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" bigint NOT NULL,
	"place_id" bigint NOT NULL,
	"lot_id" bigint,
	"quantity" numeric(18, 6) NOT NULL,
	"value" numeric(18, 4) NOT NULL,
	"guarded" boolean NOT NULL,
	CONSTRAINT "stock_balances_key" UNIQUE NULLS NOT DISTINCT("item_id","place_id","lot_id"),
	CONSTRAINT "stock_never_below_zero" CHECK (not "stock_balances"."guarded" or "stock_balances"."quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "stock_count_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stock_count_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"count_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"place_id" bigint NOT NULL,
	"lot_id" bigint,
	"book_quantity" numeric(18, 6) NOT NULL,
	"counted_quantity" numeric(18, 6),
	"counted_at" timestamp with time zone,
	"counted_by" text DEFAULT '' NOT NULL,
	"move_id" bigint,
	CONSTRAINT "one_count_line_per_balance" UNIQUE NULLS NOT DISTINCT("count_id","item_id","place_id","lot_id")
);
--> statement-breakpoint
CREATE TABLE "stock_counts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stock_counts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"status" text NOT NULL,
	"place_id" bigint,
	"family" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"posted_at" timestamp with time zone,
	"posted_by" text DEFAULT '' NOT NULL,
	CONSTRAINT "stock_counts_number_unique" UNIQUE("number"),
	CONSTRAINT "stock_counts_status" CHECK ("stock_counts"."status" in ('open', 'posted', 'canceled'))
);
--> statement-breakpoint
CREATE TABLE "stock_moves" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stock_moves_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"item_id" bigint NOT NULL,
	"lot_id" bigint,
	"from_place_id" bigint NOT NULL,
	"to_place_id" bigint NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"value" numeric(18, 4) NOT NULL,
	"document" text NOT NULL,
	"document_number" text NOT NULL,
	"reason" text NOT NULL,
	"reverses_id" bigint,
	"demand_id" bigint,
	"reserved_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	CONSTRAINT "stock_moves_document" CHECK ("stock_moves"."document" in ('receipt', 'issue', 'return', 'backflush', 'completion', 'transfer', 'count', 'adjustment', 'test', 'delivery', 'customerReturn', 'dispatch', 'vendorReceipt', 'scrap', 'opening', 'reversal')),
	CONSTRAINT "stock_moves_quantity" CHECK ("stock_moves"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "job_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job_id" bigint NOT NULL,
	"work_order_id" bigint,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"event" text NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "jobs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"hold_reason" text NOT NULL,
	"split_driver" text NOT NULL,
	"priority" text NOT NULL,
	"due_on" date NOT NULL,
	"projected_on" date,
	"created_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "jobs_number_unique" UNIQUE("number"),
	CONSTRAINT "jobs_status" CHECK ("jobs"."status" in ('planned', 'released', 'started', 'completed', 'closed', 'canceled')),
	CONSTRAINT "jobs_split_driver" CHECK ("jobs"."split_driver" in ('quantity', 'weight', 'area', 'time', 'value'))
);
--> statement-breakpoint
CREATE TABLE "material_progress" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "material_progress_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"work_order_id" bigint NOT NULL,
	"material_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"issued_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"issued_value" numeric(18, 4) DEFAULT 0 NOT NULL,
	CONSTRAINT "material_progress_materialId_itemId_unique" UNIQUE("material_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "operation_progress" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "operation_progress_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"work_order_id" bigint NOT NULL,
	"operation_id" bigint NOT NULL,
	"good_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"scrap_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"rework_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"at_vendor_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"setup_minutes" numeric(14, 4) DEFAULT 0 NOT NULL,
	"run_minutes" numeric(14, 4) DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"done" boolean DEFAULT false NOT NULL,
	"done_at" timestamp with time zone,
	"blocked_reason" text DEFAULT '' NOT NULL,
	"planned_start_at" timestamp with time zone,
	"planned_end_at" timestamp with time zone,
	"planned_work_center_id" bigint,
	"planned_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "operation_progress_operationId_unique" UNIQUE("operation_id")
);
--> statement-breakpoint
CREATE TABLE "work_orders" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "work_orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"job_id" bigint NOT NULL,
	"status" text NOT NULL,
	"sales_order_line_id" bigint,
	"parent_id" bigint,
	"parent_material_id" bigint,
	"item_id" bigint NOT NULL,
	"revision" text NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"method_id" bigint NOT NULL,
	"place_id" bigint,
	"due_on" date NOT NULL,
	"completed_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"scrapped_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"estimated_unit_cost" numeric(18, 4) DEFAULT 0 NOT NULL,
	"estimated_costs" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "work_orders_number_unique" UNIQUE("number"),
	CONSTRAINT "work_orders_status" CHECK ("work_orders"."status" in ('planned', 'released', 'started', 'completed', 'closed', 'canceled'))
);
--> statement-breakpoint
CREATE TABLE "dispatch_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dispatch_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dispatch_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"work_order_id" bigint NOT NULL,
	"operation_id" bigint NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"unit_price" numeric(18, 4) NOT NULL,
	"minimum_charge" numeric(18, 4) NOT NULL,
	"good_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"rejected_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"lost_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"approval_note" text DEFAULT '' NOT NULL,
	CONSTRAINT "dispatch_lines_dispatchId_line_unique" UNIQUE("dispatch_id","line")
);
--> statement-breakpoint
CREATE TABLE "dispatches" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dispatches_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"status" text NOT NULL,
	"vendor_id" bigint NOT NULL,
	"first_due_on" date NOT NULL,
	"due_on" date NOT NULL,
	"slips" integer DEFAULT 0 NOT NULL,
	"slip_reason" text DEFAULT '' NOT NULL,
	"carrier" text NOT NULL,
	"notes" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"sent_by" text DEFAULT '' NOT NULL,
	"returned_at" timestamp with time zone,
	"canceled_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "dispatches_number_unique" UNIQUE("number"),
	CONSTRAINT "dispatches_status" CHECK ("dispatches"."status" in ('draft', 'sent', 'returned', 'canceled'))
);
--> statement-breakpoint
CREATE TABLE "vendor_receipts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "vendor_receipts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"dispatch_line_id" bigint NOT NULL,
	"received_on" date NOT NULL,
	"good_quantity" numeric(18, 6) NOT NULL,
	"rejected_quantity" numeric(18, 6) NOT NULL,
	"lost_quantity" numeric(18, 6) NOT NULL,
	"rejected_to" text NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"reason" text NOT NULL,
	"delivery_note" text DEFAULT '' NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"effects" jsonb NOT NULL,
	"reverses_id" bigint,
	CONSTRAINT "vendor_receipts_reversesId_unique" UNIQUE("reverses_id"),
	CONSTRAINT "vendor_receipts_rejected_to" CHECK ("vendor_receipts"."rejected_to" in ('scrap', 'rework'))
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contacts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"party_id" bigint NOT NULL,
	"name" text NOT NULL,
	"position" text NOT NULL,
	"email" text NOT NULL,
	"phone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_places" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delivery_places_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"party_id" bigint NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"transit_days" integer NOT NULL,
	"instructions" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "parties" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "parties_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"customer" boolean NOT NULL,
	"supplier" boolean NOT NULL,
	"currency" text NOT NULL,
	"payment_days" integer NOT NULL,
	"tax_number" text NOT NULL,
	"tax_percent" numeric(9, 4) NOT NULL,
	"email" text NOT NULL,
	"phone" text NOT NULL,
	"address" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"delivery_days" integer NOT NULL,
	"approved_processes" text NOT NULL,
	"lead_days" integer NOT NULL,
	"transit_days" integer DEFAULT 0 NOT NULL,
	"pickup_weekdays" text DEFAULT '' NOT NULL,
	"works_weekends" boolean DEFAULT true NOT NULL,
	"outside_capacity" integer,
	"minimum_charge" numeric(18, 4) NOT NULL,
	"notes" text NOT NULL,
	CONSTRAINT "parties_code_unique" UNIQUE("code"),
	CONSTRAINT "parties_currency" CHECK ("parties"."currency" in ('USD', 'EUR', 'GBP', 'INR', 'JPY', 'CHF', 'CAD', 'AUD', 'SEK', 'PLN', 'CZK', 'CNY', 'AED', 'SGD', 'KWD'))
);
--> statement-breakpoint
CREATE TABLE "auto_plans" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "auto_plans_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"state" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"seconds" integer NOT NULL,
	"found" integer NOT NULL,
	"money" numeric(18, 4),
	"message" text NOT NULL,
	"version" integer NOT NULL,
	"result" jsonb,
	"places" jsonb,
	CONSTRAINT "auto_plans_state" CHECK ("auto_plans"."state" in ('running', 'ready', 'canceled', 'failed', 'accepted', 'discarded'))
);
--> statement-breakpoint
CREATE TABLE "plan_acts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "plan_acts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"summary" text NOT NULL,
	"changes" jsonb NOT NULL,
	"undoing" jsonb NOT NULL,
	"places_before" jsonb NOT NULL,
	"places_after" jsonb NOT NULL,
	"jobs" jsonb NOT NULL,
	"version" integer NOT NULL,
	"undone" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan_choices" (
	"operation_id" bigint PRIMARY KEY NOT NULL,
	"resource" text,
	"start_at" timestamp with time zone,
	"parts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan_operations" (
	"key" text PRIMARY KEY NOT NULL,
	"operation_id" bigint NOT NULL,
	"part" integer NOT NULL,
	"work_order_id" bigint,
	"hold_id" bigint,
	"work_center_id" bigint,
	"machine_id" bigint,
	"vendor_id" bigint,
	"lane" integer NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"start_at" timestamp with time zone,
	"setup_end_at" timestamp with time zone,
	"end_at" timestamp with time zone,
	"setup_minutes" numeric(14, 4) NOT NULL,
	"work_minutes" numeric(14, 4) NOT NULL,
	"person_ids" jsonb NOT NULL,
	"reason_code" text NOT NULL,
	"reason" text NOT NULL,
	"waits_for_id" bigint
);
--> statement-breakpoint
CREATE TABLE "plan_scenarios" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "plan_scenarios_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"name" text NOT NULL,
	"changes" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan_settings" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"frozen_hours" numeric(18, 6) NOT NULL,
	"late_per_day" numeric(18, 4) NOT NULL,
	"late_value_percent" numeric(9, 4) NOT NULL,
	"rush_factor" numeric(18, 6) NOT NULL,
	"setup_per_hour" numeric(18, 4) NOT NULL,
	"work_in_progress_per_day" numeric(18, 4) NOT NULL,
	"early_per_day" numeric(18, 4) NOT NULL,
	"overtime_percent" numeric(9, 4) NOT NULL,
	"plan_people" boolean NOT NULL,
	"horizon_days" integer NOT NULL,
	"hold_days" integer NOT NULL,
	CONSTRAINT "plan_settings_only" CHECK ("plan_settings"."only")
);
--> statement-breakpoint
CREATE TABLE "plan_state" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" integer NOT NULL,
	"planned_at" timestamp with time zone,
	"audit_id" bigint NOT NULL,
	"time_log_id" bigint NOT NULL,
	"audit_gaps" text DEFAULT '{}' NOT NULL,
	"time_log_gaps" text DEFAULT '{}' NOT NULL,
	"totals" jsonb,
	CONSTRAINT "plan_state_only" CHECK ("plan_state"."only")
);
--> statement-breakpoint
CREATE TABLE "promise_holds" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "promise_holds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"quotation_line_id" bigint,
	"sales_order_line_id" bigint,
	"item_id" bigint NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"promised_on" date NOT NULL,
	"held_until" date NOT NULL,
	"state" text NOT NULL,
	"projected_on" date,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "promise_holds_state" CHECK ("promise_holds"."state" in ('held', 'released', 'expired', 'used')),
	CONSTRAINT "promise_holds_for_one_line" CHECK (num_nonnulls("promise_holds"."quotation_line_id", "promise_holds"."sales_order_line_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "calendar_exceptions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "calendar_exceptions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"calendar_id" bigint NOT NULL,
	"date" date NOT NULL,
	"name" text NOT NULL,
	"working" boolean NOT NULL,
	"start_minute" integer NOT NULL,
	"end_minute" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendars" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "calendars_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"name" text NOT NULL,
	"notes" text NOT NULL,
	CONSTRAINT "calendars_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "center_times" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "center_times_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"work_center_id" bigint NOT NULL,
	"machine_id" bigint,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "center_times_kind" CHECK ("center_times"."kind" in ('down', 'overtime')),
	CONSTRAINT "center_times_order" CHECK ("center_times"."from_at" < "center_times"."to_at")
);
--> statement-breakpoint
CREATE TABLE "employee_pins" (
	"employee_id" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"set_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employee_skills" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "employee_skills_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"employee_id" bigint NOT NULL,
	"skill_id" bigint NOT NULL,
	"expires_on" date,
	CONSTRAINT "employee_skills_employeeId_skillId_unique" UNIQUE("employee_id","skill_id")
);
--> statement-breakpoint
CREATE TABLE "employees" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "employees_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"labor_grade_id" bigint NOT NULL,
	"calendar_id" bigint,
	"badge" text NOT NULL,
	"department" text NOT NULL,
	"phone" text NOT NULL,
	CONSTRAINT "employees_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "labor_grades" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "labor_grades_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"rate_per_hour" numeric(18, 4) NOT NULL,
	CONSTRAINT "labor_grades_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "machines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "machines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"work_center_id" bigint NOT NULL,
	"notes" text NOT NULL,
	CONSTRAINT "machines_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "setup_times" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "setup_times_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"work_center_id" bigint NOT NULL,
	"from_family" text NOT NULL,
	"to_family" text NOT NULL,
	"setup_minutes" numeric(14, 4) NOT NULL,
	CONSTRAINT "setup_times_workCenterId_fromFamily_toFamily_unique" UNIQUE("work_center_id","from_family","to_family")
);
--> statement-breakpoint
CREATE TABLE "shifts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shifts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"calendar_id" bigint NOT NULL,
	"name" text NOT NULL,
	"weekday" text NOT NULL,
	"start_minute" integer NOT NULL,
	"end_minute" integer NOT NULL,
	"attended" boolean NOT NULL,
	CONSTRAINT "shifts_weekday" CHECK ("shifts"."weekday" in ('1', '2', '3', '4', '5', '6', '7'))
);
--> statement-breakpoint
CREATE TABLE "skills" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "skills_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"name" text NOT NULL,
	"work_center_id" bigint,
	CONSTRAINT "skills_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "tools" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tools_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"name" text NOT NULL,
	"quantity" integer NOT NULL,
	"notes" text NOT NULL,
	CONSTRAINT "tools_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "work_centers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "work_centers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"calendar_id" bigint NOT NULL,
	"machines" integer NOT NULL,
	"machine_rate_per_hour" numeric(18, 4) NOT NULL,
	"labor_grade_id" bigint,
	"overhead_driver" text NOT NULL,
	"overhead_rate" numeric(18, 4) NOT NULL,
	"efficiency_percent" numeric(9, 4) NOT NULL,
	"queue_minutes" numeric(14, 4) NOT NULL,
	"move_minutes" numeric(14, 4) NOT NULL,
	"department" text NOT NULL,
	"held_back_percent" numeric(9, 4) DEFAULT 0 NOT NULL,
	"notes" text NOT NULL,
	CONSTRAINT "work_centers_code_unique" UNIQUE("code"),
	CONSTRAINT "work_centers_overhead_driver" CHECK ("work_centers"."overhead_driver" in ('machineHours', 'laborHours', 'laborCost', 'none'))
);
--> statement-breakpoint
CREATE TABLE "purchase_order_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purchase_order_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"purchase_order_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"item_id" bigint NOT NULL,
	"description" text NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"unit_price" numeric(18, 4) NOT NULL,
	"tax_percent" numeric(9, 4) NOT NULL,
	"due_on" date NOT NULL,
	"confirmed_on" date,
	"date_note" text DEFAULT '' NOT NULL,
	"over_percent" numeric(9, 4) DEFAULT 5 NOT NULL,
	"received_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"closed_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "purchase_order_lines_purchaseOrderId_line_unique" UNIQUE("purchase_order_id","line")
);
--> statement-breakpoint
CREATE TABLE "purchase_orders" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purchase_orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"status" text NOT NULL,
	"supplier_id" bigint NOT NULL,
	"currency" text NOT NULL,
	"exchange_rate" numeric(18, 6) NOT NULL,
	"ordered_on" date NOT NULL,
	"sent_at" timestamp with time zone,
	"notes" text NOT NULL,
	"canceled_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "purchase_orders_number_unique" UNIQUE("number"),
	CONSTRAINT "purchase_orders_status" CHECK ("purchase_orders"."status" in ('draft', 'sent', 'received', 'canceled'))
);
--> statement-breakpoint
CREATE TABLE "purchase_pegs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purchase_pegs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"purchase_order_line_id" bigint NOT NULL,
	"work_order_id" bigint NOT NULL,
	"material_id" bigint,
	"quantity" numeric(18, 6) NOT NULL,
	"received_quantity" numeric(18, 6) DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipt_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "receipt_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"receipt_id" bigint NOT NULL,
	"purchase_order_line_id" bigint NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"unit_cost" numeric(18, 4) NOT NULL,
	"lot_id" bigint,
	"place_id" bigint,
	"move_id" bigint
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "receipts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"purchase_order_id" bigint NOT NULL,
	"received_on" date NOT NULL,
	"delivery_note" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reversed_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "receipts_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "supplier_prices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "supplier_prices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"supplier_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"from_quantity" numeric(18, 6) NOT NULL,
	"unit_price" numeric(18, 4) NOT NULL,
	"lead_days" integer NOT NULL,
	"supplier_part_number" text NOT NULL,
	CONSTRAINT "supplier_prices_supplierId_itemId_fromQuantity_unique" UNIQUE("supplier_id","item_id","from_quantity")
);
--> statement-breakpoint
CREATE TABLE "gauges" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "gauges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"calibrated_on" date,
	"due_on" date,
	"place" text NOT NULL,
	"notes" text NOT NULL,
	CONSTRAINT "gauges_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "test_characteristics" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "test_characteristics_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plan_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"unit" text NOT NULL,
	"nominal" numeric(18, 6),
	"lower_limit" numeric(18, 6),
	"upper_limit" numeric(18, 6),
	"instrument" text NOT NULL,
	"gauge_id" bigint,
	CONSTRAINT "test_characteristics_planId_line_unique" UNIQUE("plan_id","line"),
	CONSTRAINT "test_characteristics_kind" CHECK ("test_characteristics"."kind" in ('measured', 'check', 'photo'))
);
--> statement-breakpoint
CREATE TABLE "test_plans" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "test_plans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" bigint NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"current" boolean DEFAULT true NOT NULL,
	"name" text NOT NULL,
	"sample" text NOT NULL,
	"sample_size" numeric(18, 6) NOT NULL,
	"instructions" text NOT NULL,
	"certificate_required" boolean DEFAULT false NOT NULL,
	"material_certificates_required" boolean DEFAULT false NOT NULL,
	CONSTRAINT "test_plans_itemId_revision_unique" UNIQUE("item_id","revision"),
	CONSTRAINT "test_plans_sample" CHECK ("test_plans"."sample" in ('all', 'count', 'percent'))
);
--> statement-breakpoint
CREATE TABLE "test_results" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "test_results_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"test_id" bigint NOT NULL,
	"characteristic_id" bigint NOT NULL,
	"piece" integer NOT NULL,
	"measured" numeric(18, 6),
	"passed" boolean NOT NULL,
	"file_hash" text,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "test_results_testId_characteristicId_piece_unique" UNIQUE("test_id","characteristic_id","piece")
);
--> statement-breakpoint
CREATE TABLE "tests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"status" text NOT NULL,
	"plan_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"work_order_id" bigint,
	"lot_id" bigint,
	"quantity" numeric(18, 6) NOT NULL,
	"sample_quantity" numeric(18, 6) NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text DEFAULT '' NOT NULL,
	"disposition" text,
	"disposition_note" text DEFAULT '' NOT NULL,
	"approved_by" text DEFAULT '' NOT NULL,
	"reworked_at" timestamp with time zone,
	"rework_operation_id" bigint,
	"retest_of_id" bigint,
	"split_from_id" bigint,
	CONSTRAINT "tests_number_unique" UNIQUE("number"),
	CONSTRAINT "tests_status" CHECK ("tests"."status" in ('waiting', 'passed', 'failed', 'released', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "enquiries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "enquiries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"status" text NOT NULL,
	"customer_id" bigint NOT NULL,
	"contact_id" bigint,
	"received_on" date NOT NULL,
	"wished_on" date,
	"title" text NOT NULL,
	"words" text NOT NULL,
	"answered" jsonb NOT NULL,
	"declined_reason" text NOT NULL,
	CONSTRAINT "enquiries_number_unique" UNIQUE("number"),
	CONSTRAINT "enquiries_status" CHECK ("enquiries"."status" in ('open', 'quoted', 'ordered', 'declined'))
);
--> statement-breakpoint
CREATE TABLE "enquiry_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "enquiry_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"enquiry_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"item_id" bigint,
	"description" text NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	CONSTRAINT "enquiry_lines_enquiryId_line_unique" UNIQUE("enquiry_id","line")
);
--> statement-breakpoint
CREATE TABLE "order_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "order_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sales_order_line_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"field" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"touches" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "promise_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "promise_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sales_order_line_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"cause" text NOT NULL,
	"asked_by" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "promise_changes_cause" CHECK ("promise_changes"."cause" in ('customer', 'material', 'capacity', 'quality', 'vendor', 'engineering', 'other'))
);
--> statement-breakpoint
CREATE TABLE "quotation_breaks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quotation_breaks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"quotation_line_id" bigint NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"costs" jsonb NOT NULL,
	"unit_price" numeric(18, 4) NOT NULL,
	"unit_price_fixed" boolean DEFAULT false NOT NULL,
	CONSTRAINT "quotation_breaks_quotationLineId_quantity_unique" UNIQUE("quotation_line_id","quantity")
);
--> statement-breakpoint
CREATE TABLE "quotation_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quotation_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"quotation_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"item_id" bigint NOT NULL,
	"description" text NOT NULL,
	"method_id" bigint,
	"specification" jsonb NOT NULL,
	"markups" jsonb NOT NULL,
	"minimum_price" numeric(18, 4) NOT NULL,
	"one_off_price" numeric(18, 4) NOT NULL,
	"tooling_in_one_off" boolean DEFAULT false NOT NULL,
	"tax_percent" numeric(9, 4) NOT NULL,
	"priced_at" timestamp with time zone,
	"warnings" jsonb NOT NULL,
	"lead_days" integer NOT NULL,
	"promised_on" date,
	CONSTRAINT "quotation_lines_quotationId_line_unique" UNIQUE("quotation_id","line")
);
--> statement-breakpoint
CREATE TABLE "quotations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quotations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"status" text NOT NULL,
	"enquiry_id" bigint,
	"customer_id" bigint NOT NULL,
	"contact_id" bigint,
	"delivery_place_id" bigint,
	"currency" text NOT NULL,
	"exchange_rate" numeric(18, 6) NOT NULL,
	"quoted_on" date NOT NULL,
	"valid_until" date NOT NULL,
	"payment_days" integer NOT NULL,
	"introduction" text NOT NULL,
	"terms" text NOT NULL,
	"sent_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"lost_reason" text,
	"lost_note" text NOT NULL,
	CONSTRAINT "quotations_number_unique" UNIQUE("number"),
	CONSTRAINT "quotations_status" CHECK ("quotations"."status" in ('draft', 'sent', 'won', 'lost', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "sales_order_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sales_order_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sales_order_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"item_id" bigint NOT NULL,
	"description" text NOT NULL,
	"quotation_line_id" bigint,
	"specification" jsonb NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"unit_price" numeric(18, 4) NOT NULL,
	"one_off_price" numeric(18, 4) NOT NULL,
	"tax_percent" numeric(9, 4) NOT NULL,
	"first_promise_on" date NOT NULL,
	"current_promise_on" date NOT NULL,
	"projected_on" date,
	"actual_on" date,
	"last_delivered_on" date,
	"delivered_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"invoiced_quantity" numeric(18, 6) DEFAULT 0 NOT NULL,
	"canceled" text DEFAULT '' NOT NULL,
	CONSTRAINT "sales_order_lines_salesOrderId_line_unique" UNIQUE("sales_order_id","line")
);
--> statement-breakpoint
CREATE TABLE "sales_orders" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sales_orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"status" text NOT NULL,
	"quotation_id" bigint,
	"customer_id" bigint NOT NULL,
	"contact_id" bigint,
	"delivery_place_id" bigint,
	"buyer_order_number" text NOT NULL,
	"currency" text NOT NULL,
	"exchange_rate" numeric(18, 6) NOT NULL,
	"ordered_on" date NOT NULL,
	"payment_days" integer NOT NULL,
	"notes" text NOT NULL,
	"canceled_reason" text NOT NULL,
	CONSTRAINT "sales_orders_number_unique" UNIQUE("number"),
	CONSTRAINT "sales_orders_status" CHECK ("sales_orders"."status" in ('open', 'completed', 'canceled'))
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "devices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"archived" boolean DEFAULT false NOT NULL,
	"name" text NOT NULL,
	"work_center_id" bigint,
	"code_hash" text,
	"code_ends_at" timestamp with time zone,
	"token_hash" text,
	"enrolled_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	CONSTRAINT "devices_codeHash_unique" UNIQUE("code_hash"),
	CONSTRAINT "devices_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "operator_sessions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "operator_sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"device_id" bigint NOT NULL,
	"employee_id" bigint NOT NULL,
	"token_hash" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "operator_sessions_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "quantity_reports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quantity_reports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"employee_id" bigint,
	"work_order_id" bigint NOT NULL,
	"operation_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"scrap_reason" text,
	"note" text NOT NULL,
	"reverses_id" bigint,
	"effects" jsonb,
	CONSTRAINT "quantity_reports_kind" CHECK ("quantity_reports"."kind" in ('good', 'scrap', 'rework'))
);
--> statement-breakpoint
CREATE TABLE "sign_in_tries" (
	"device_id" bigint NOT NULL,
	"employee_id" bigint,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "time_corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "time_corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"time_log_id" bigint NOT NULL,
	"minutes_before" numeric(14, 4) NOT NULL,
	"minutes_after" numeric(14, 4) NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "time_logs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "time_logs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"employee_id" bigint NOT NULL,
	"work_order_id" bigint NOT NULL,
	"operation_id" bigint NOT NULL,
	"work_center_id" bigint NOT NULL,
	"machine_id" bigint,
	"activity" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"minutes" numeric(14, 4),
	"voided" boolean DEFAULT false NOT NULL,
	"corrects_id" bigint,
	"note" text DEFAULT '' NOT NULL,
	"auto_stopped" boolean DEFAULT false NOT NULL,
	CONSTRAINT "time_logs_activity" CHECK ("time_logs"."activity" in ('setup', 'run', 'rework')),
	CONSTRAINT "time_logs_order" CHECK ("time_logs"."ended_at" is null or "time_logs"."ended_at" >= "time_logs"."started_at")
);
--> statement-breakpoint
ALTER TABLE "customer_part_numbers" ADD CONSTRAINT "customer_part_numbers_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_part_numbers" ADD CONSTRAINT "customer_part_numbers_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_units" ADD CONSTRAINT "item_units_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_units" ADD CONSTRAINT "item_units_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_stock_unit_id_units_id_fk" FOREIGN KEY ("stock_unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_purchase_unit_id_units_id_fk" FOREIGN KEY ("purchase_unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_supplier_id_parties_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "material_alternates" ADD CONSTRAINT "material_alternates_material_id_method_materials_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."method_materials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "material_alternates" ADD CONSTRAINT "material_alternates_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_materials" ADD CONSTRAINT "method_materials_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_materials" ADD CONSTRAINT "method_materials_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_materials" ADD CONSTRAINT "method_materials_child_method_id_methods_id_fk" FOREIGN KEY ("child_method_id") REFERENCES "public"."methods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_operations" ADD CONSTRAINT "method_operations_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_operations" ADD CONSTRAINT "method_operations_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_operations" ADD CONSTRAINT "method_operations_supplier_id_parties_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "methods" ADD CONSTRAINT "methods_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "methods" ADD CONSTRAINT "methods_copied_from_id_methods_id_fk" FOREIGN KEY ("copied_from_id") REFERENCES "public"."methods"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_alternates" ADD CONSTRAINT "operation_alternates_operation_id_method_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."method_operations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_alternates" ADD CONSTRAINT "operation_alternates_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_revisions" ADD CONSTRAINT "item_revisions_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_revisions" ADD CONSTRAINT "item_revisions_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_hash_stored_files_hash_fk" FOREIGN KEY ("hash") REFERENCES "public"."stored_files"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_records" ADD CONSTRAINT "imported_records_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_entries" ADD CONSTRAINT "cost_entries_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_entries" ADD CONSTRAINT "cost_entries_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_entries" ADD CONSTRAINT "cost_entries_operation_id_method_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."method_operations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_sales_order_line_id_sales_order_lines_id_fk" FOREIGN KEY ("sales_order_line_id") REFERENCES "public"."sales_order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_customer_id_parties_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_credits_id_invoices_id_fk" FOREIGN KEY ("credits_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_sales_order_line_id_sales_order_lines_id_fk" FOREIGN KEY ("sales_order_line_id") REFERENCES "public"."sales_order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_invoice_line_id_invoice_lines_id_fk" FOREIGN KEY ("invoice_line_id") REFERENCES "public"."invoice_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_returns_line_id_shipment_lines_id_fk" FOREIGN KEY ("returns_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_customer_id_parties_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_delivery_place_id_delivery_places_id_fk" FOREIGN KEY ("delivery_place_id") REFERENCES "public"."delivery_places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_return_of_id_shipments_id_fk" FOREIGN KEY ("return_of_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count_lines" ADD CONSTRAINT "stock_count_lines_count_id_stock_counts_id_fk" FOREIGN KEY ("count_id") REFERENCES "public"."stock_counts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count_lines" ADD CONSTRAINT "stock_count_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count_lines" ADD CONSTRAINT "stock_count_lines_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count_lines" ADD CONSTRAINT "stock_count_lines_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_counts" ADD CONSTRAINT "stock_counts_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_moves" ADD CONSTRAINT "stock_moves_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_moves" ADD CONSTRAINT "stock_moves_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_moves" ADD CONSTRAINT "stock_moves_from_place_id_places_id_fk" FOREIGN KEY ("from_place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_moves" ADD CONSTRAINT "stock_moves_to_place_id_places_id_fk" FOREIGN KEY ("to_place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_events" ADD CONSTRAINT "job_events_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_events" ADD CONSTRAINT "job_events_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "material_progress" ADD CONSTRAINT "material_progress_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "material_progress" ADD CONSTRAINT "material_progress_material_id_method_materials_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."method_materials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "material_progress" ADD CONSTRAINT "material_progress_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_progress" ADD CONSTRAINT "operation_progress_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_progress" ADD CONSTRAINT "operation_progress_operation_id_method_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."method_operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_sales_order_line_id_sales_order_lines_id_fk" FOREIGN KEY ("sales_order_line_id") REFERENCES "public"."sales_order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_parent_id_work_orders_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_parent_material_id_method_materials_id_fk" FOREIGN KEY ("parent_material_id") REFERENCES "public"."method_materials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_lines" ADD CONSTRAINT "dispatch_lines_dispatch_id_dispatches_id_fk" FOREIGN KEY ("dispatch_id") REFERENCES "public"."dispatches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_lines" ADD CONSTRAINT "dispatch_lines_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_lines" ADD CONSTRAINT "dispatch_lines_operation_id_method_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."method_operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatches" ADD CONSTRAINT "dispatches_vendor_id_parties_id_fk" FOREIGN KEY ("vendor_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendor_receipts" ADD CONSTRAINT "vendor_receipts_dispatch_line_id_dispatch_lines_id_fk" FOREIGN KEY ("dispatch_line_id") REFERENCES "public"."dispatch_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendor_receipts" ADD CONSTRAINT "vendor_receipts_reverses_id_vendor_receipts_id_fk" FOREIGN KEY ("reverses_id") REFERENCES "public"."vendor_receipts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_places" ADD CONSTRAINT "delivery_places_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_choices" ADD CONSTRAINT "plan_choices_operation_id_method_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."method_operations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_operations" ADD CONSTRAINT "plan_operations_operation_id_method_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."method_operations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_operations" ADD CONSTRAINT "plan_operations_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_operations" ADD CONSTRAINT "plan_operations_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_operations" ADD CONSTRAINT "plan_operations_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_operations" ADD CONSTRAINT "plan_operations_vendor_id_parties_id_fk" FOREIGN KEY ("vendor_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_holds" ADD CONSTRAINT "promise_holds_quotation_line_id_quotation_lines_id_fk" FOREIGN KEY ("quotation_line_id") REFERENCES "public"."quotation_lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_holds" ADD CONSTRAINT "promise_holds_sales_order_line_id_sales_order_lines_id_fk" FOREIGN KEY ("sales_order_line_id") REFERENCES "public"."sales_order_lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_holds" ADD CONSTRAINT "promise_holds_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_exceptions" ADD CONSTRAINT "calendar_exceptions_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "center_times" ADD CONSTRAINT "center_times_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "center_times" ADD CONSTRAINT "center_times_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employee_pins" ADD CONSTRAINT "employee_pins_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employee_skills" ADD CONSTRAINT "employee_skills_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employee_skills" ADD CONSTRAINT "employee_skills_skill_id_skills_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employees" ADD CONSTRAINT "employees_labor_grade_id_labor_grades_id_fk" FOREIGN KEY ("labor_grade_id") REFERENCES "public"."labor_grades"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employees" ADD CONSTRAINT "employees_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_times" ADD CONSTRAINT "setup_times_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skills" ADD CONSTRAINT "skills_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_centers" ADD CONSTRAINT "work_centers_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_centers" ADD CONSTRAINT "work_centers_labor_grade_id_labor_grades_id_fk" FOREIGN KEY ("labor_grade_id") REFERENCES "public"."labor_grades"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_lines" ADD CONSTRAINT "purchase_order_lines_purchase_order_id_purchase_orders_id_fk" FOREIGN KEY ("purchase_order_id") REFERENCES "public"."purchase_orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_lines" ADD CONSTRAINT "purchase_order_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_orders" ADD CONSTRAINT "purchase_orders_supplier_id_parties_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_pegs" ADD CONSTRAINT "purchase_pegs_purchase_order_line_id_purchase_order_lines_id_fk" FOREIGN KEY ("purchase_order_line_id") REFERENCES "public"."purchase_order_lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_pegs" ADD CONSTRAINT "purchase_pegs_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_pegs" ADD CONSTRAINT "purchase_pegs_material_id_method_materials_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."method_materials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_lines" ADD CONSTRAINT "receipt_lines_receipt_id_receipts_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_lines" ADD CONSTRAINT "receipt_lines_purchase_order_line_id_purchase_order_lines_id_fk" FOREIGN KEY ("purchase_order_line_id") REFERENCES "public"."purchase_order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_lines" ADD CONSTRAINT "receipt_lines_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_lines" ADD CONSTRAINT "receipt_lines_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_lines" ADD CONSTRAINT "receipt_lines_move_id_stock_moves_id_fk" FOREIGN KEY ("move_id") REFERENCES "public"."stock_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_purchase_order_id_purchase_orders_id_fk" FOREIGN KEY ("purchase_order_id") REFERENCES "public"."purchase_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_prices" ADD CONSTRAINT "supplier_prices_supplier_id_parties_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_prices" ADD CONSTRAINT "supplier_prices_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_characteristics" ADD CONSTRAINT "test_characteristics_plan_id_test_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."test_plans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_characteristics" ADD CONSTRAINT "test_characteristics_gauge_id_gauges_id_fk" FOREIGN KEY ("gauge_id") REFERENCES "public"."gauges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_plans" ADD CONSTRAINT "test_plans_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_results" ADD CONSTRAINT "test_results_test_id_tests_id_fk" FOREIGN KEY ("test_id") REFERENCES "public"."tests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_results" ADD CONSTRAINT "test_results_characteristic_id_test_characteristics_id_fk" FOREIGN KEY ("characteristic_id") REFERENCES "public"."test_characteristics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tests" ADD CONSTRAINT "tests_plan_id_test_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."test_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tests" ADD CONSTRAINT "tests_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tests" ADD CONSTRAINT "tests_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tests" ADD CONSTRAINT "tests_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tests" ADD CONSTRAINT "tests_rework_operation_id_method_operations_id_fk" FOREIGN KEY ("rework_operation_id") REFERENCES "public"."method_operations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tests" ADD CONSTRAINT "tests_retest_of_id_tests_id_fk" FOREIGN KEY ("retest_of_id") REFERENCES "public"."tests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tests" ADD CONSTRAINT "tests_split_from_id_tests_id_fk" FOREIGN KEY ("split_from_id") REFERENCES "public"."tests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_customer_id_parties_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiry_lines" ADD CONSTRAINT "enquiry_lines_enquiry_id_enquiries_id_fk" FOREIGN KEY ("enquiry_id") REFERENCES "public"."enquiries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiry_lines" ADD CONSTRAINT "enquiry_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_changes" ADD CONSTRAINT "order_changes_sales_order_line_id_sales_order_lines_id_fk" FOREIGN KEY ("sales_order_line_id") REFERENCES "public"."sales_order_lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_changes" ADD CONSTRAINT "promise_changes_sales_order_line_id_sales_order_lines_id_fk" FOREIGN KEY ("sales_order_line_id") REFERENCES "public"."sales_order_lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotation_breaks" ADD CONSTRAINT "quotation_breaks_quotation_line_id_quotation_lines_id_fk" FOREIGN KEY ("quotation_line_id") REFERENCES "public"."quotation_lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotation_lines" ADD CONSTRAINT "quotation_lines_quotation_id_quotations_id_fk" FOREIGN KEY ("quotation_id") REFERENCES "public"."quotations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotation_lines" ADD CONSTRAINT "quotation_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotation_lines" ADD CONSTRAINT "quotation_lines_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotations" ADD CONSTRAINT "quotations_enquiry_id_enquiries_id_fk" FOREIGN KEY ("enquiry_id") REFERENCES "public"."enquiries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotations" ADD CONSTRAINT "quotations_customer_id_parties_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotations" ADD CONSTRAINT "quotations_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotations" ADD CONSTRAINT "quotations_delivery_place_id_delivery_places_id_fk" FOREIGN KEY ("delivery_place_id") REFERENCES "public"."delivery_places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_order_lines" ADD CONSTRAINT "sales_order_lines_sales_order_id_sales_orders_id_fk" FOREIGN KEY ("sales_order_id") REFERENCES "public"."sales_orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_order_lines" ADD CONSTRAINT "sales_order_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_order_lines" ADD CONSTRAINT "sales_order_lines_quotation_line_id_quotation_lines_id_fk" FOREIGN KEY ("quotation_line_id") REFERENCES "public"."quotation_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_orders" ADD CONSTRAINT "sales_orders_quotation_id_quotations_id_fk" FOREIGN KEY ("quotation_id") REFERENCES "public"."quotations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_orders" ADD CONSTRAINT "sales_orders_customer_id_parties_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_orders" ADD CONSTRAINT "sales_orders_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_orders" ADD CONSTRAINT "sales_orders_delivery_place_id_delivery_places_id_fk" FOREIGN KEY ("delivery_place_id") REFERENCES "public"."delivery_places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD CONSTRAINT "operator_sessions_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD CONSTRAINT "operator_sessions_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quantity_reports" ADD CONSTRAINT "quantity_reports_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quantity_reports" ADD CONSTRAINT "quantity_reports_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quantity_reports" ADD CONSTRAINT "quantity_reports_operation_id_method_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."method_operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_tries" ADD CONSTRAINT "sign_in_tries_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_tries" ADD CONSTRAINT "sign_in_tries_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_corrections" ADD CONSTRAINT "time_corrections_time_log_id_time_logs_id_fk" FOREIGN KEY ("time_log_id") REFERENCES "public"."time_logs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_logs" ADD CONSTRAINT "time_logs_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_logs" ADD CONSTRAINT "time_logs_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_logs" ADD CONSTRAINT "time_logs_operation_id_method_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."method_operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_logs" ADD CONSTRAINT "time_logs_work_center_id_work_centers_id_fk" FOREIGN KEY ("work_center_id") REFERENCES "public"."work_centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_logs" ADD CONSTRAINT "time_logs_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_part_numbers_item_id_index" ON "customer_part_numbers" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "method_materials_item_id_index" ON "method_materials" USING btree ("item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_master_method_per_item" ON "methods" USING btree ("item_id") WHERE "methods"."owner" = 'item';--> statement-breakpoint
CREATE INDEX "methods_item_id_owner_index" ON "methods" USING btree ("item_id","owner");--> statement-breakpoint
CREATE INDEX "audit_log_table_name_record_id_id_index" ON "audit_log" USING btree ("table_name","record_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_at_index" ON "idempotency_keys" USING btree ("at");--> statement-breakpoint
CREATE INDEX "attachments_table_name_record_id_index" ON "attachments" USING btree ("table_name","record_id");--> statement-breakpoint
CREATE INDEX "comments_table_name_record_id_id_index" ON "comments" USING btree ("table_name","record_id","id");--> statement-breakpoint
CREATE INDEX "imported_records_import_id_index" ON "imported_records" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "charges_job_id_index" ON "charges" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "cost_entries_work_order_id_index" ON "cost_entries" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "cost_entries_job_id_index" ON "cost_entries" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "invoice_lines_sales_order_line_id_index" ON "invoice_lines" USING btree ("sales_order_line_id");--> statement-breakpoint
CREATE INDEX "invoice_lines_shipment_id_index" ON "invoice_lines" USING btree ("shipment_id");--> statement-breakpoint
CREATE INDEX "invoices_customer_id_index" ON "invoices" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "invoices_status_due_on_index" ON "invoices" USING btree ("status","due_on");--> statement-breakpoint
CREATE INDEX "shipment_lines_returns_line_id_index" ON "shipment_lines" USING btree ("returns_line_id");--> statement-breakpoint
CREATE INDEX "shipment_lines_sales_order_line_id_index" ON "shipment_lines" USING btree ("sales_order_line_id");--> statement-breakpoint
CREATE INDEX "shipment_lines_invoice_line_id_index" ON "shipment_lines" USING btree ("invoice_line_id");--> statement-breakpoint
CREATE INDEX "shipments_return_of_id_index" ON "shipments" USING btree ("return_of_id");--> statement-breakpoint
CREATE INDEX "shipments_customer_id_index" ON "shipments" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "shipments_status_index" ON "shipments" USING btree ("status");--> statement-breakpoint
CREATE INDEX "reservations_item_id_index" ON "reservations" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "stock_balances_place_id_index" ON "stock_balances" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "stock_moves_item_id_id_index" ON "stock_moves" USING btree ("item_id","id");--> statement-breakpoint
CREATE INDEX "stock_moves_from_place_id_index" ON "stock_moves" USING btree ("from_place_id");--> statement-breakpoint
CREATE INDEX "stock_moves_to_place_id_index" ON "stock_moves" USING btree ("to_place_id");--> statement-breakpoint
CREATE INDEX "stock_moves_document_number_index" ON "stock_moves" USING btree ("document_number");--> statement-breakpoint
CREATE INDEX "stock_moves_lot_id_index" ON "stock_moves" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "job_events_job_id_index" ON "job_events" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "jobs_status_due_on_index" ON "jobs" USING btree ("status","due_on");--> statement-breakpoint
CREATE INDEX "material_progress_work_order_id_index" ON "material_progress" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "operation_progress_work_order_id_index" ON "operation_progress" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "work_orders_job_id_index" ON "work_orders" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "work_orders_parent_id_index" ON "work_orders" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "work_orders_sales_order_line_id_index" ON "work_orders" USING btree ("sales_order_line_id");--> statement-breakpoint
CREATE INDEX "work_orders_item_id_status_index" ON "work_orders" USING btree ("item_id","status");--> statement-breakpoint
CREATE INDEX "dispatch_lines_operation_id_index" ON "dispatch_lines" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "dispatch_lines_work_order_id_index" ON "dispatch_lines" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "dispatches_vendor_id_index" ON "dispatches" USING btree ("vendor_id");--> statement-breakpoint
CREATE INDEX "vendor_receipts_dispatch_line_id_index" ON "vendor_receipts" USING btree ("dispatch_line_id");--> statement-breakpoint
CREATE INDEX "vendor_receipts_number_index" ON "vendor_receipts" USING btree ("number");--> statement-breakpoint
CREATE INDEX "contacts_party_id_index" ON "contacts" USING btree ("party_id");--> statement-breakpoint
CREATE INDEX "delivery_places_party_id_index" ON "delivery_places" USING btree ("party_id");--> statement-breakpoint
CREATE INDEX "plan_operations_work_order_id_index" ON "plan_operations" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "plan_operations_work_center_id_index" ON "plan_operations" USING btree ("work_center_id");--> statement-breakpoint
CREATE INDEX "plan_operations_operation_id_index" ON "plan_operations" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "plan_operations_start_at_index" ON "plan_operations" USING btree ("start_at");--> statement-breakpoint
CREATE INDEX "promise_holds_quotation_line_id_index" ON "promise_holds" USING btree ("quotation_line_id");--> statement-breakpoint
CREATE INDEX "promise_holds_sales_order_line_id_index" ON "promise_holds" USING btree ("sales_order_line_id");--> statement-breakpoint
CREATE INDEX "calendar_exceptions_calendar_id_date_index" ON "calendar_exceptions" USING btree ("calendar_id","date");--> statement-breakpoint
CREATE INDEX "center_times_work_center_id_to_at_index" ON "center_times" USING btree ("work_center_id","to_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_employee_per_badge" ON "employees" USING btree ("badge") WHERE "employees"."badge" <> '';--> statement-breakpoint
CREATE INDEX "shifts_calendar_id_index" ON "shifts" USING btree ("calendar_id");--> statement-breakpoint
CREATE INDEX "purchase_order_lines_item_id_index" ON "purchase_order_lines" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "purchase_orders_supplier_id_index" ON "purchase_orders" USING btree ("supplier_id");--> statement-breakpoint
CREATE INDEX "purchase_pegs_purchase_order_line_id_index" ON "purchase_pegs" USING btree ("purchase_order_line_id");--> statement-breakpoint
CREATE INDEX "purchase_pegs_work_order_id_index" ON "purchase_pegs" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "purchase_pegs_material_id_index" ON "purchase_pegs" USING btree ("material_id");--> statement-breakpoint
CREATE INDEX "receipt_lines_receipt_id_index" ON "receipt_lines" USING btree ("receipt_id");--> statement-breakpoint
CREATE INDEX "receipt_lines_purchase_order_line_id_index" ON "receipt_lines" USING btree ("purchase_order_line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_current_test_plan" ON "test_plans" USING btree ("item_id") WHERE "test_plans"."current";--> statement-breakpoint
CREATE INDEX "tests_work_order_id_index" ON "tests" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "tests_status_index" ON "tests" USING btree ("status");--> statement-breakpoint
CREATE INDEX "tests_lot_id_index" ON "tests" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "tests_plan_id_index" ON "tests" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "tests_retest_of_id_index" ON "tests" USING btree ("retest_of_id");--> statement-breakpoint
CREATE INDEX "enquiries_customer_id_index" ON "enquiries" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "order_changes_sales_order_line_id_index" ON "order_changes" USING btree ("sales_order_line_id");--> statement-breakpoint
CREATE INDEX "promise_changes_sales_order_line_id_index" ON "promise_changes" USING btree ("sales_order_line_id");--> statement-breakpoint
CREATE INDEX "quotations_customer_id_index" ON "quotations" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "sales_order_lines_item_id_index" ON "sales_order_lines" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "sales_order_lines_current_promise_on_index" ON "sales_order_lines" USING btree ("current_promise_on");--> statement-breakpoint
CREATE INDEX "sales_orders_customer_id_index" ON "sales_orders" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "operator_sessions_employee_id_index" ON "operator_sessions" USING btree ("employee_id");--> statement-breakpoint
CREATE INDEX "quantity_reports_operation_id_index" ON "quantity_reports" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "quantity_reports_work_order_id_index" ON "quantity_reports" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "quantity_reports_at_index" ON "quantity_reports" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "a_report_is_taken_back_once" ON "quantity_reports" USING btree ("reverses_id") WHERE "quantity_reports"."reverses_id" is not null;--> statement-breakpoint
CREATE INDEX "sign_in_tries_device_id_employee_id_index" ON "sign_in_tries" USING btree ("device_id","employee_id");--> statement-breakpoint
CREATE INDEX "time_corrections_time_log_id_index" ON "time_corrections" USING btree ("time_log_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_log_per_person_and_operation" ON "time_logs" USING btree ("employee_id","operation_id") WHERE "time_logs"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "time_logs_employee_id_started_at_index" ON "time_logs" USING btree ("employee_id","started_at");--> statement-breakpoint
CREATE INDEX "time_logs_operation_id_index" ON "time_logs" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "time_logs_work_order_id_index" ON "time_logs" USING btree ("work_order_id");