// The event catalogue as docs/events.md shows it: made from the schemas, and from what their source says of each event.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { z } from 'zod';
import { appointmentEvents } from '../../src/domain/appointment/events.ts';
import { callEvents } from '../../src/domain/call/events.ts';
import { claimEvents, companyEvents } from '../../src/domain/company/events.ts';
import { customerEvents } from '../../src/domain/customer/events.ts';
import { type EventType, schemaVersionOf } from '../../src/domain/event-catalogue.ts';

interface Catalogue {
  title: string;
  /** How its streams are named. */
  streams: string;
  source: string;
  events: Partial<Record<EventType, z.ZodType>>;
}

const catalogues: Catalogue[] = [
  { title: 'Appointment', streams: '`appointment-COMPANY.APPOINTMENT`', source: 'appointment', events: appointmentEvents },
  { title: 'Call, and request of staff', streams: '`call-CALL`, `request-COMPANY.KEY`', source: 'call', events: callEvents },
  { title: 'Customer', streams: '`customer-COMPANY.CUSTOMER`', source: 'customer', events: customerEvents },
  { title: 'Company', streams: '`company-COMPANY`', source: 'company', events: companyEvents },
  { title: 'Claim', streams: '`line-LINE`, `booking-COMPANY.UID`', source: 'company', events: claimEvents },
];

export function eventsDocument(): string {
  const parts = catalogues.map(({ title, streams, source, events }) => {
    const said = commentsIn(source);
    const rows = Object.entries(events).map(([type, schema]) => {
      const meaning = said.get(type) ?? '';
      return `| \`${type}\` | ${schemaVersionOf(type as EventType)} | ${fieldsOf(schema)} | ${meaning} |`;
    });
    return [
      `## ${title}`,
      `Streams: ${streams}.`,
      ['| event | version | data | |', '|---|---|---|---|', ...rows].join('\n'),
    ].join('\n\n');
  });
  const head = [
    '# Events',
    'Made by `npm run docs` from the schemas in `src/domain/`; a test holds it current. `?`: may be missing. What is under `personal` is about a person and stands nowhere else.',
    'Every event carries metadata as well: its company, actor, channel, command, correlation and cause, schema version, where it is so the earlier version it can be read as ([upgrade](upgrade.md#what-a-release-may-change)), rules version, the instant it occurred, and, where its request was traced, `traceparent`, on which nothing rests (`src/domain/metadata.ts`).',
  ];
  return `${[...head, ...parts].join('\n\n')}\n`;
}

function fieldsOf(schema: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return Object.keys(properties)
    .map(name => `\`${name}${required.includes(name) ? '' : '?'}\``)
    .join(', ');
}

/** What stands above each event in the source, in one line. */
function commentsIn(aggregate: string): Map<string, string> {
  const file = fileURLToPath(new URL(`../../src/domain/${aggregate}/events.ts`, import.meta.url));
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && /^[A-Z]/.test(node.name.getText())) {
      const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
      const text = comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join(' ');
      if (text !== '') found.set(node.name.getText(), text.replace(/\s+/g, ' ').replaceAll('|', '\\|'));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
