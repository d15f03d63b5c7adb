import { run } from "../frame/editor";
import { open } from "./open";

void run(["cell"], open);
