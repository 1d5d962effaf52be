// The configuration as commands read it.
import { type Config, loadConfig } from '../config.ts';
import type { Terminal } from './terminal.ts';

/** Reads it, and tells of an admin key that was made on the way: it is told once. Throws `config_invalid`. */
export function configurationOf(terminal: Terminal): Config {
  const config = loadConfig(terminal.env);
  if (config.newAdminKey !== undefined) {
    terminal.err(`An admin key for the API was made and kept in ${config.dataDir}: ${config.newAdminKey}`);
  }
  return config;
}
