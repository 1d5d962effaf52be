// What has been started, ended in the reverse order, also where the start of what follows failed.

/** Ends something; resolves when it has ended. */
export type Stop = () => Promise<void> | void;

/** Gives what `start` gives and its stop. Where `start` throws, what it had begun is ended first. */
export async function started<T extends object>(
  start: (onStop: (stop: Stop) => void) => Promise<T>,
): Promise<T & { stop: Stop }> {
  const stops: Stop[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(one => stops.push(one))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
