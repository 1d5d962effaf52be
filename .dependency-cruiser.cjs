// The arrows of the design: imports point inward, to src/domain, and there are no cycles.
const forbid = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

/** Folder -> folders it may import from (itself and npm packages always). */
const allowed = {
  'src/domain': [],
  'src/language': ['src/domain'],
  'src/eventstore': ['src/domain'],
  'src/readmodels': ['src/domain'],
  'src/projector': ['src/domain', 'src/eventstore', 'src/readmodels', 'src/threads', 'projections'],
  'src/publish': ['src/domain', 'src/eventstore', 'src/readmodels'],
  'src/customers': ['src/domain', 'src/language', 'src/eventstore', 'commands'],
  'src/calendar': ['src/domain', 'src/eventstore', 'src/readmodels', 'src/customers', 'src/ingress', 'commands'],
  'src/notify': ['src/domain', 'src/language', 'src/eventstore', 'src/readmodels', 'commands'],
  'src/reception': ['src/domain', 'src/readmodels', 'src/calcom', 'src/calls'],
  'src/audit': ['src/domain', 'src/language', 'src/eventstore', 'src/readmodels', 'src/calls', 'commands'],
  'src/calls': [
    'src/reception',
    'src/domain',
    'src/jobs',
    'src/language',
    'src/eventstore',
    'src/readmodels',
    'src/calendar',
    'src/customers',
    'commands',
  ],
  'src/retell': ['src/domain', 'src/language', 'src/eventstore', 'src/readmodels', 'src/ingress', 'src/calls'],
  'src/api': [
    'src/domain',
    'src/language',
    'src/eventstore',
    'src/readmodels',
    'src/ingress',
    'src/calls',
    'src/audit',
    'src/projector',
    'src/calendar',
    'src/customers',
    'commands',
  ],
  'src/embedded': ['src/domain'],
  'src/threads': [],
  'src/ingress': ['src/domain'],
  commands: ['src/domain'],
};

const rules = Object.entries(allowed).map(([folder, targets]) =>
  forbid(
    `arrows-of-${folder.replace('/', '-')}`,
    { path: `^${folder}/` },
    {
      path: '^(src|commands|projections)/',
      pathNot: [folder, ...targets].map(target => `^${target}/`).concat('^src/config(\\.ts$|/)'),
    },
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
      { path: '^(src|commands)/', pathNot: ['^src/domain/', '^src/projector/projection\\.ts$'] },
      'a projection knows the domain and the projection type',
    ),
    forbid(
      'embedded-only-from-app-and-cli',
      { path: '^src/', pathNot: ['^src/(app|cli|demo)\\.ts$', '^src/(app|embedded|cli|demo)/'] },
      { path: '^src/embedded/' },
      'embedded servers are wired by app.ts and the command line, the demonstration included',
    ),
    forbid(
      'packages-stand-alone',
      { path: '^packages/([^/]+)/' },
      { path: '^(src|commands|projections|test|bench|packages)/', pathNot: '^packages/$1/' },
      'a package is used by the service and knows nothing of it',
    ),
    forbid(
      'packages-only-from-the-wiring',
      { path: '^(src|commands|projections)/', pathNot: ['^src/(app|cli|demo)\\.ts$', '^src/(app|embedded|cli|demo)/'] },
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
      { path: '^src/language/', pathNot: ['^src/language/$1/', '^src/language/grammar/', '^src/language/pack\\.ts$'] },
      'a language knows the pack, the grammar and itself, and no other language',
    ),
    forbid(
      'one-way-to-the-event-store',
      { path: '^src/', pathNot: '^src/eventstore/' },
      { path: 'node_modules/@eventstore/db-client' },
      'only src/eventstore knows the client of the event store',
    ),
    forbid(
      'only-the-port-is-asked',
      { path: '^src/(calendar|calls|audit|reception|retell|api|notify|publish)/', pathNot: '^src/calendar/providers/' },
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
