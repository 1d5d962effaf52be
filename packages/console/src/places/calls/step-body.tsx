// What a step says beside its name: words, evidence, terms, what the calendar did.
import { Blockquote, Code, Group, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../api/types.ts';
import { CodeText } from '../../parts/code-text.tsx';
import { TermsLine } from '../../parts/terms-line.tsx';
import { useFormat } from '../../text/format.ts';
import { isFunction, isOutcome, isWay } from './words.ts';

export function StepBody({ step, zone }: { step: Step; zone: string }) {
  const { t } = useTranslation();
  const format = useFormat(zone);
  const { kind, decision, calendar, identification, said, code } = step;
  return (
    <>
      {step.function !== null && kind === 'asked' && (
        <Text size="sm">
          {isFunction(step.function) ? t(`functions.${step.function}`) : step.function} <Code>{step.function}</Code>
          {(step.try ?? 1) > 1 && ` · ${t('calls.try', { number: step.try ?? 1 })}`}
        </Text>
      )}
      {step.arguments !== null && <Arguments of={step.arguments} />}
      {identification && <Identification of={identification} />}
      {decision && (
        <>
          <Text size="sm">
            {decision.change === 'reschedule' ? t('calls.move') : t('calls.cancel')}
            {decision.previous_starts_at !== null && ` · ${format.moment(decision.previous_starts_at)}`}
            {decision.new_starts_at !== null && ` → ${format.moment(decision.new_starts_at)}`}
            {step.appointment_id !== null && ` · ${t('appointmentNumber', { id: step.appointment_id })}`}
          </Text>
          {decision.rule !== null && (
            <Text size="sm">
              {t('calls.rule')} <Code>{decision.rule.key}</Code> ({decision.rule.scope})
            </Text>
          )}
          {decision.terms !== null && <TermsLine of={decision.terms} />}
          {decision.override !== null && <Text size="sm">{t('calls.override', decision.override)}</Text>}
          {decision.waiver !== null && <Text size="sm">{t('calls.waiver', decision.waiver)}</Text>}
        </>
      )}
      {calendar && (
        <Group gap={8}>
          {calendar.attempt !== null && <Text size="sm">{t('calls.attempt', { number: calendar.attempt })}</Text>}
          {calendar.http_status !== null && <Text size="sm">HTTP {calendar.http_status}</Text>}
          {calendar.retry_at !== null && <Text size="sm">{t('calls.again', { when: format.exact(calendar.retry_at) })}</Text>}
          {calendar.starts_at !== null && <Text size="sm">{format.moment(calendar.starts_at)}</Text>}
          {calendar.booking_uid !== null && <Code>{calendar.booking_uid}</Code>}
        </Group>
      )}
      {said !== null && (
        <Blockquote p="xs" my={4} color="cyan" fz="sm">
          {said}
        </Blockquote>
      )}
      {code !== null && <CodeText code={code} />}
      {step.until !== null && <Text size="sm">{t('calls.until', { when: format.exact(step.until) })}</Text>}
      {step.by !== null && <Text size="sm">{t('calls.by', { who: step.by })}</Text>}
    </>
  );
}

function Arguments({ of }: { of: Record<string, unknown> }) {
  const { t } = useTranslation();
  const given = Object.entries(of).filter(([, value]) => value !== null && value !== '');
  if (given.length === 0) return <Text size="sm">{t('calls.noArguments')}</Text>;
  return (
    <List size="sm" listStyleType="none">
      {given.map(([name, value]) => (
        <List.Item key={name}>
          <Code>{name}</Code> {typeof value === 'string' ? `„${value}“` : JSON.stringify(value)}
        </List.Item>
      ))}
    </List>
  );
}

function Identification({ of: { customer_id: customer, way, likeness, tried } }: { of: NonNullable<Step['identification']> }) {
  const { t } = useTranslation();
  const format = useFormat('UTC');
  return (
    <>
      {way !== null && customer !== null && (
        <Text size="sm">
          {t('customerNumber', { id: customer })} · {isWay(way) ? t(`ways.${way}`) : way}
          {likeness !== null && ` · ${t('calls.likeness', { percent: format.number(likeness * 100) })}`}
        </Text>
      )}
      {tried.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('calls.tried')}{' '}
          {tried
            .map(
              one =>
                `${isWay(one.way) ? t(`ways.${one.way}`) : one.way}: ${isOutcome(one.outcome) ? t(`outcomes.${one.outcome}`) : one.outcome}`,
            )
            .join(' · ')}
        </Text>
      )}
    </>
  );
}
