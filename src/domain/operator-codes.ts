// Codes of a failed try after which no machine goes on: only an operator can decide.
export const operatorCodes = ['operator_needed', 'booking_not_found'] as const;

export const needsOperator = (code: string): boolean => operatorCodes.some(known => known === code);
