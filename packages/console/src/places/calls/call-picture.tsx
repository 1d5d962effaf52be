// Cause and effect of a call as a picture: three columns, a point for each step, a line from what led to it.
import { useTranslation } from 'react-i18next';
import type { CallDetail, Step } from '../../api/types.ts';
import classes from './call-picture.module.css';
import { colourOf, type Lane, laneOf } from './kinds.ts';

const lanes: readonly Lane[] = ['caller', 'rebook', 'calendar'];
const laneWidth = 120;
const rowHeight = 34;
const top = 34;
const radius = 11;

/** The same is told step by step below: the picture is one thing for screen readers. */
export function CallPicture({ call: { steps } }: { call: CallDetail }) {
  const { t } = useTranslation();
  const places = new Map(steps.map((step, index) => [step.id, placeOf(step, index)]));
  const width = lanes.length * laneWidth;
  const height = top + steps.length * rowHeight + 6;
  return (
    <div className={classes.frame}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={classes.picture}
        role="img"
        aria-label={t('calls.pictureLabel', { count: steps.length })}
      >
        {lanes.map((lane, index) => (
          <g key={lane}>
            <text x={(index + 0.5) * laneWidth} y={14} className={classes.title}>
              {t(`lanes.${lane}`)}
            </text>
            <line x1={(index + 0.5) * laneWidth} x2={(index + 0.5) * laneWidth} y1={22} y2={height} className={classes.lane} />
          </g>
        ))}
        {steps.map(step => {
          const to = places.get(step.id);
          const from = step.caused_by === null ? undefined : places.get(step.caused_by);
          return to && from && <path key={step.id} d={lineBetween(from, to)} className={classes.cause} />;
        })}
        {steps.map((step, index) => {
          const { x, y } = placeOf(step, index);
          return (
            <g key={step.id} className={classes.step} data-colour={colourOf(step)}>
              <title>{t(`steps.${step.kind}`)}</title>
              <circle cx={x} cy={y} r={radius} />
              <text x={x} y={y + 4} className={classes.number}>
                {index + 1}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface Place {
  x: number;
  y: number;
}

const placeOf = ({ kind }: Step, index: number): Place => ({
  x: (lanes.indexOf(laneOf(kind)) + 0.5) * laneWidth,
  y: top + index * rowHeight + rowHeight / 2,
});

/** From below the one to beside or above the other; within a column a bow, so that it does not run through what is between. */
function lineBetween(from: Place, to: Place): string {
  if (from.x !== to.x) {
    const middle = (from.x + to.x) / 2;
    return `M ${from.x} ${from.y} C ${middle} ${from.y}, ${middle} ${to.y}, ${to.x} ${to.y}`;
  }
  if (to.y - from.y <= rowHeight) return `M ${from.x} ${from.y} L ${to.x} ${to.y}`;
  return `M ${from.x} ${from.y} C ${from.x + 40} ${from.y + 10}, ${to.x + 40} ${to.y - 10}, ${to.x} ${to.y}`;
}
