// How far projections and publication have come, what has been delivered, idempotency keys, and the row readiness writes.

export const otherTables: readonly string[] = [
  `
    create table projection_checkpoint (
      projection text primary key,
      position numeric not null,
      event_position numeric,
      event_id uuid,
      store_id text not null,
      version integer not null,
      updated_at timestamptz not null default now(),
      -- Raised where its tables are exchanged beside the runner, which then notices.
      generation integer not null default 0
    )`,
  `
    create table parked_event (
      projection text not null,
      stream text not null,
      revision bigint not null,
      position numeric not null,
      event_id uuid not null,
      error_code text not null,
      parked_at timestamptz not null default now(),
      primary key (projection, stream, revision)
    )`,
  `
    create table publication_checkpoint (
      name text primary key,
      store_id text not null,
      position numeric not null
    )`,
  `
    create table notification_delivery (
      notification_id uuid primary key,
      attempts integer not null,
      next_at timestamptz not null,
      state text not null
    )`,
  'create index notification_delivery_swept on notification_delivery (next_at)',
  `
    create table idempotency_key (
      actor text not null,
      company_id text not null,
      key text not null,
      request_digest text not null,
      request_id text not null,
      run_id uuid not null,
      holder uuid,
      held_until timestamptz,
      status integer,
      body text,
      position text,
      created_at timestamptz not null default now(),
      primary key (actor, company_id, key),
      unique (company_id, request_id)
    )`,
  'create index idempotency_key_swept on idempotency_key (created_at)',
  `
    create table repeated_delivery (
      delivery uuid primary key,
      request_key uuid not null,
      n integer not null,
      received_at timestamptz not null
    )`,
  'create index repeated_delivery_swept on repeated_delivery (received_at)',
  'create table written_probe (id integer primary key, at timestamptz not null)',
];
