// The tables queries are written against: read models by their projections' columns, operational ones by the migrations.
import type { Generated } from 'kysely';

export interface Database {
  companies: { company_id: string; name: string };
  customers: {
    company_id: string;
    customer_id: string;
    name: string;
    normalised_name: string;
    sound_code: string;
    phone: string | null;
    email: string | null;
    merged_into: string | null;
  };
  lines: { line: string; company_id: string };
  identification_attempts: {
    company_id: string;
    scope: string;
    request_key: string;
    withheld: boolean;
    attempted_at: Date;
    failed_at: Date | null;
    number_scope: string | null;
  };
  api_key: {
    key_id: string;
    digest: Buffer;
    name: string;
    role: 'operator' | 'analyst' | 'auditor' | 'admin';
    companies: string[] | null;
    personal: boolean;
    created_at: Date;
    expires_at: Date | null;
    last_used_at: Generated<Date | null>;
    revoked_at: Generated<Date | null>;
  };
  access_record: {
    access_id: Generated<string>;
    accessed_at: Date;
    kind: string;
    key_name: string;
    role: string;
    operation: string;
    company_id: string | null;
    customer_ids: string[];
    subjects: string[];
  };
  console_session: {
    token_digest: Buffer;
    key_mark: Buffer;
    key_name: string;
    began_at: Date;
    expires_at: Date;
    ended_at: Generated<Date | null>;
  };
  proof_log: {
    log_id: number;
    origin: string;
    verifier_key: string;
    size: Generated<string>;
    store_id: string | null;
    position: string | null;
    event_id: string | null;
    begun_at: Date;
    signed: Generated<string>;
    signed_size: Generated<string>;
  };
  proof_succession: { from_key: string; to_key: string; note: string };
  proof_tile: { log_id: number; level: number; index: string; hashes: Buffer };
  proof_checkpoint: { log_id: number; size: string; note: string; signed_at: Date };
  publication_checkpoint: { name: string; store_id: string; position: string };
  parked_event: {
    projection: string;
    stream: string;
    revision: string;
    position: string;
    event_id: string;
    error_code: string;
    parked_at: Generated<Date>;
  };
  projection_checkpoint: {
    projection: string;
    position: string;
    event_position: string | null;
    event_id: string | null;
    store_id: string;
    version: number;
    generation: number;
    updated_at: Generated<Date>;
  };
}
