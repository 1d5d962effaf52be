// Says which streams of a store are ours: others may keep theirs in it as well.

/** As the names of our streams begin. */
export const categories = ['appointment-', 'call-', 'request-', 'customer-', 'company-', 'booking-', 'line-'];
export const isOurs = (stream: string): boolean => categories.some(prefix => stream.startsWith(prefix));
