/** Files that come with the program are shown under a path that nobody looks for in their own project. */
const mark = "inkstone:";

export const asOurs = (path: string): string => mark + path;

export const isOurs = (path: string): boolean => path.startsWith(mark);

/** Without the mark: the name by which ours and a site's own are the same. */
export const withoutMark = (path: string): string => (isOurs(path) ? path.slice(mark.length) : path);
