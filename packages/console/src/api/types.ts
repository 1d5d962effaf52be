// The API's answers by the names the console uses.
import type { paths } from './schema.d.ts';

type Answer<Path extends keyof paths, Method extends 'get' | 'post'> = paths[Path] extends {
  [M in Method]: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type OwnKey = Answer<'/v1/key', 'get'>;
export type Company = Answer<'/v1/companies/{id}', 'get'>;
export type Appointment = Answer<'/v1/appointments', 'get'>['appointments'][number];
export type Customer = Answer<'/v1/customers/search', 'post'>['customers'][number];
export type Pending = Answer<'/v1/pending', 'get'>['pending'][number];
export type Preview = Answer<'/v1/appointments/{id}/preview', 'get'>;
export type SpokenAnswer = Answer<'/v1/appointments/{id}/cancel', 'post'>;
export type Call = Answer<'/v1/calls', 'get'>['calls'][number];
export type CallDetail = Answer<'/v1/calls/{id}', 'get'>;
export type Step = CallDetail['steps'][number];
export type Terms = NonNullable<Preview['terms']>;
