// Makes the event of an answer from the result of a request.
import { codes } from '../../domain/codes.ts';
import type { DataOf } from '../../domain/event-catalogue.ts';
import type { Language } from '../../domain/values.ts';
import type { Result } from '../result.ts';
import type { LedgerRequest, OpenRequest } from './ledger.ts';

export function answeredData(
  asked: Pick<LedgerRequest, 'function'>,
  request: Pick<OpenRequest, 'requestKey' | 'n'>,
  result: Result,
  language: Language,
): DataOf<'FunctionAnswered'> {
  return {
    requestKey: request.requestKey,
    n: request.n,
    function: asked.function,
    status: codes[result.code].status,
    code: result.code,
    parameters: result.parameters,
    language,
    ...(result.appointmentId !== undefined && { appointmentId: result.appointmentId }),
    ...(result.modificationId !== undefined && { modificationId: result.modificationId }),
    ...(result.appointmentRevision !== undefined && { appointmentRevision: result.appointmentRevision.toString() }),
    ...result.feeBasis,
    ...personalOf(result),
  };
}

function personalOf({ customerName, staffNames }: Result): Pick<DataOf<'FunctionAnswered'>, 'personal'> {
  const personal = {
    ...(customerName !== undefined && { customerName }),
    ...(staffNames !== undefined && { staffNames }),
  };
  return Object.keys(personal).length > 0 ? { personal } : {};
}
