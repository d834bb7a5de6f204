/** The laws that need one process, tried as often as time allows. */
import "../laws/addresses.test.ts";
import "../laws/any-text.test.ts";
import "../laws/asking.test.ts";
import "../laws/escaping.test.ts";
import "../laws/links.test.ts";
import "../laws/places.test.ts";
