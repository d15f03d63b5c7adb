import { run } from "../frame/editor";
import { open } from "./open";

void run(["slide", "pdf"], open);
