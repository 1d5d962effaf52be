// The configuration as commands read it.
import { type Config, loadConfig } from '../config.ts';
import type { Terminal } from './terminal.ts';

/** Reads it; only the service itself makes keys, and tells once of an admin key it made. Throws `config_invalid`. */
export function configurationOf(terminal: Terminal, { makeKeys = false } = {}): Config {
  const config = loadConfig(terminal.env, { makeKeys });
  if (config.newAdminKey !== undefined) {
    terminal.err(`An admin key for the API was made and kept in ${config.dataDir}: ${config.newAdminKey}`);
  }
  return config;
}
