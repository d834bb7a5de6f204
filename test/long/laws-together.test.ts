/** The laws that need folders, threads and other processes, tried as often as time allows. */
import "../laws/publishing.test.ts";
import "../laws/remembering.test.ts";
import "../laws/same-bytes.test.ts";
import "../laws/store.test.ts";
import "../laws/threads.test.ts";
import "../laws/tiny-site.test.ts";
import "../laws/whole.test.ts";
