// The floors of the house: imports point down, and there are no cycles.
const forbid = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

/** Each floor, from the ground up, and what it may import beside itself and npm packages. */
const floors = {
  'src/domain': [],
  'src/proof': [],
  commands: ['src/domain'],
  'src/language': ['src/domain'],
  'src/platform': ['src/domain', 'src/proof'],
  'src/customers': ['src/domain', 'commands', 'src/language', 'src/platform'],
  'src/calendar': ['src/domain', 'commands', 'src/platform', 'src/customers'],
  'src/calls': ['src/domain', 'commands', 'src/language', 'src/platform', 'src/customers', 'src/calendar'],
  'src/audit': ['src/domain', 'commands', 'src/language', 'src/platform', 'src/calls'],
  'src/channels': [
    'src/domain',
    'src/proof',
    'commands',
    'src/language',
    'src/platform',
    'src/customers',
    'src/calendar',
    'src/calls',
    'src/audit',
  ],
};

const rules = Object.entries(floors).map(([folder, targets]) =>
  forbid(
    `arrows-of-${folder.replace('/', '-')}`,
    { path: `^${folder}/` },
    { path: '^(src|commands|projections)/', pathNot: [folder, ...targets].map(target => `^${target}/`) },
    `${folder} may import only from ${targets.join(', ') || 'itself'}`,
  ),
);

/** A folder of src/language that is not one of these is a language. */
const languages = '^src/language/(?!(?:grammar|parse|render)/)([^/]+)/';

module.exports = {
  forbidden: [
    ...rules,
    forbid(
      'projections-are-pure',
      { path: '^projections/' },
      { path: '^(src|commands)/', pathNot: ['^src/domain/', '^src/platform/projector/projection\\.ts$'] },
      'a projection knows the domain and the projection type',
    ),
    forbid(
      'packages-stand-alone',
      { path: '^packages/([^/]+)/' },
      { path: '^(src|commands|projections|test|bench|packages)/', pathNot: '^packages/$1/' },
      'a package is used by the service and knows nothing of it',
    ),
    forbid(
      'packages-only-from-the-wiring',
      { path: '^(src|commands|projections)/', pathNot: '^src/app/' },
      { path: '^packages/' },
      'a server is an address: only what starts one knows its package',
    ),
    forbid(
      'only-packs-names-languages',
      { path: '^(src|commands|projections)/', pathNot: [languages, '^src/language/packs\\.ts$'] },
      { path: languages },
      'a language is reached through packs.ts, so that adding one needs no other change',
    ),
    forbid(
      'languages-stand-alone',
      { path: languages },
      {
        path: '^src/language/',
        pathNot: ['^src/language/$1/', '^src/language/grammar/', '^src/language/(pack|heard-language|disclosed)\\.ts$'],
      },
      'a language knows the pack, the grammar and itself, and no other language',
    ),
    forbid(
      'proofs-need-nothing',
      { path: '^src/proof/' },
      { pathNot: ['^src/proof/', '^(node:)?crypto$'] },
      'an auditor reads and runs what checks a proof without the rest',
    ),
    forbid(
      'one-way-to-the-event-store',
      { path: '^src/', pathNot: '^src/platform/eventstore/' },
      { path: 'node_modules/@eventstore/db-client' },
      'only src/platform/eventstore knows the client of the event store',
    ),
    forbid(
      'spans-through-one-file',
      { path: '^src/', pathNot: '^src/(platform/tracing/trace|app/tracing/trace-sdk)\\.ts$' },
      { path: 'node_modules/@opentelemetry/' },
      'what a span may say is a closed list',
    ),
    forbid(
      'the-sdk-is-loaded-later',
      { path: '^src/' },
      { path: '^src/app/tracing/trace-sdk\\.ts$', dependencyTypesNot: ['dynamic-import'] },
      'whoever traces nothing does not load the SDK',
    ),
    forbid(
      'only-the-port-is-asked',
      { path: '^src/(calendar|calls|audit|channels|customers)/', pathNot: '^src/calendar/providers/' },
      { path: '^src/calendar/providers/' },
      'providers are known where they are wired; everything else asks the port',
    ),
    forbid(
      'providers-know-the-port-and-not-the-saga',
      { path: '^src/calendar/providers/' },
      { path: '^src/calendar/', pathNot: '^src/calendar/(providers/|(booking|provider|result)\\.ts$)' },
      'a provider answers and decides nothing',
    ),
    forbid('no-cycles', {}, { circular: true }, 'imports form no cycle'),
    forbid('no-orphan-packages', {}, { couldNotResolve: true }, 'every import resolves'),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^packages/[^/]+/dist/'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['@rebook/source', 'import', 'require', 'node', 'default'],
    },
  },
};
