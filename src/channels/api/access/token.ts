// Checks the form of a key or secret, so that a blank one or a stray line end is reported and not used.

/** True for text without blanks at its ends or control characters. An empty one is no key. */
export const isToken = (text: string): boolean => text !== '' && text === text.trim() && !/\p{Cc}/u.test(text);

export const tokenRule = 'is blank, or has blanks around it or control characters in it';
