// Reads the configuration for a command.
import { type LoadedConfig, loadConfig } from '../config/config.ts';
import type { Terminal } from './terminal.ts';

/** Reads it; only the service itself makes keys, and prints a new admin key once. Throws `config_invalid`. */
export function configurationOf(terminal: Terminal, { makeKeys = false } = {}): LoadedConfig {
  const config = loadConfig(terminal.env, { makeKeys });
  for (const warning of config.warnings) terminal.err(`Warning: ${warning}`);
  if (config.newAdminKey !== undefined) {
    terminal.err(`An admin key for the API was made and kept in ${config.dataDir}: ${config.newAdminKey}`);
  }
  return config;
}
