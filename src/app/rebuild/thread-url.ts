// Where the rebuilding thread starts. It is wired here, since it loads the projections, and the platform knows none of them.

/** Without its ending: it runs from the source and from a build. */
export const rebuildThread = new URL('./thread', import.meta.url);
