// Who is signed in, and for which company they work just now.
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { answered, api } from '../api/client.ts';
import type { Company, OwnKey } from '../api/types.ts';

export interface Desk {
  key: OwnKey;
  company: Company;
  /** The branch that is looked at; undefined: all. */
  branch: string | undefined;
  choose(choice: { company?: string; branch?: string | undefined }): void;
}

const DeskContext = createContext<Desk | undefined>(undefined);
export const DeskProvider = DeskContext.Provider;

/** Only below the shell, which shows nothing before it is known. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('used outside of the shell');
  return desk;
}

/** May change appointments, and say that something is done. */
export const mayChange = ({ role }: OwnKey): boolean => role === 'operator' || role === 'admin';
export const mayDecideAgain = ({ role }: OwnKey): boolean => role === 'auditor' || role === 'admin';
/** Auditors read streams and calls; what staff work with is not theirs. */
export const mayWork = ({ role }: OwnKey): boolean => role !== 'auditor';

export const useOwnKey = () =>
  useQuery({ queryKey: ['key'], queryFn: ({ signal }) => answered(api.GET('/v1/key', { signal })), staleTime: 60_000 });

export const useCompanies = (enabled: boolean) =>
  useQuery({
    queryKey: ['companies'],
    queryFn: ({ signal }) => answered(api.GET('/v1/companies', { signal })),
    enabled,
    staleTime: 60_000,
  });

export const useCompany = (id: string | undefined) =>
  useQuery({
    queryKey: ['company', id],
    queryFn: ({ signal }) => answered(api.GET('/v1/companies/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    staleTime: 300_000,
  });
