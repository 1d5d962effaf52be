// The only free text we send to Cal.com, which mails it to people: fixed sentences, never the caller's words.

export const cancellationReason = 'Vom Kunden storniert';
export const reschedulingReason = 'Vom Kunden verschoben';
