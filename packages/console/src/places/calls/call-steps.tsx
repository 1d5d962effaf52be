// A call step by step, each with what it rests on.
import { Stack, Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallDetail, Step } from '../../api/types.ts';
import { useFormat } from '../../text/format.ts';
import { colourOf, iconOf } from './kinds.ts';
import { StepBody } from './step-body.tsx';

export function CallSteps({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const format = useFormat(call.time_zone);
  const numbers = new Map(call.steps.map(({ id }, index) => [id, index + 1]));
  return (
    <Timeline component="ol" bulletSize={28} lineWidth={2} active={call.steps.length} p={0} pl={14} style={{ listStyle: 'none' }}>
      {call.steps.map((step: Step) => {
        const Icon = iconOf(step.kind);
        const cause = step.caused_by === null ? undefined : numbers.get(step.caused_by);
        return (
          <Timeline.Item
            component="li"
            key={step.id}
            id={`step-${numbers.get(step.id)}`}
            color={colourOf(step)}
            bullet={<Icon size={16} aria-hidden />}
            title={`${numbers.get(step.id)}. ${t(`steps.${step.kind}`)}`}
          >
            <Stack gap={4}>
              <Text size="xs" c="dimmed">
                {format.exact(step.at)}
                {cause !== undefined && ` · ${t('calls.because', { number: cause })}`}
              </Text>
              <StepBody step={step} zone={call.time_zone} />
            </Stack>
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}
