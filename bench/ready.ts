// How a server of the benchmark begins and ends.

/** Tells the benchmark where the server is. It ends when it is told to, and with the benchmark however that ends. */
export function ready(
  where: { address: string; databaseUrl?: string; eventStoreUrl?: string },
  stop: () => Promise<void> = async () => undefined,
): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await stop();
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  process.send?.(where);
}
