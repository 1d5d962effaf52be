// A code as a sentence, with the code beside it for those who look it up.
import { Code, Text, type TextProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The sentence of a code; the code itself where a later program has sent one that is not known here. */
export function useCodeText(): (code: string) => string {
  const { i18n } = useTranslation();
  return code => {
    const text: unknown = i18n.getResource(i18n.language, 'translation', `codes.${code}`);
    return typeof text === 'string' ? text : code;
  };
}

export function CodeText({ code, ...props }: { code: string } & TextProps) {
  const textOf = useCodeText();
  const text = textOf(code);
  return (
    <Text span size="sm" {...props}>
      {text !== code && `${text} `}
      <Code>{code}</Code>
    </Text>
  );
}
