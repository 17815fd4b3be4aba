/** Checks a Task Scheduler document: the schema's rules and the rules that XSD cannot say. */
import { XmlDocument, type XmlElement, XsdValidator } from "libxml2-wasm";

const TASK_NS = { t: "http://schemas.microsoft.com/windows/2004/02/mit/task" };

const validator = XsdValidator.fromDoc(
  XmlDocument.fromBuffer(Deno.readFileSync(new URL("task_scheduler.xsd", import.meta.url))),
);

/** A parsed task; `text("t:Settings/t:Priority")` is the text of one element, or null. */
export interface TaskDocument {
  text(path: string): string | null;
  count(path: string): number;
}

/** The bytes as Windows reads them, or what is wrong with them: one sentence per problem, empty when well. */
export function checkTask(bytes: Uint8Array): { task: TaskDocument | null; problems: string[] } {
  let doc: XmlDocument;
  try {
    doc = XmlDocument.fromBuffer(bytes);
  } catch (error) {
    return { task: null, problems: [(error as Error).message] };
  }
  const task: TaskDocument = {
    text: (path) => (doc.get(`/t:Task/${path}`, TASK_NS) as XmlElement | null)?.content ?? null,
    count: (path) => doc.find(`/t:Task/${path}`, TASK_NS).length,
  };
  const problems: string[] = [];
  try {
    validator.validate(doc);
  } catch (error) {
    problems.push((error as Error).message.trim());
  }
  const users = task.count("t:Principals/t:Principal/t:UserId");
  const groups = task.count("t:Principals/t:Principal/t:GroupId");
  if (users + groups !== 1) problems.push("a principal is either a UserId or a GroupId");
  if (groups === 1 && task.count("t:Principals/t:Principal/t:LogonType") > 0) {
    problems.push("a group has no logon of its own");
  }
  if (
    task.count("t:Actions[@Context = /t:Task/t:Principals/t:Principal/@id]") !==
      task.count("t:Actions[@Context]")
  ) problems.push("the Context of the actions names no principal");
  if (
    task.count("t:Triggers/t:TimeTrigger") !==
      task.count("t:Triggers/t:TimeTrigger/t:StartBoundary")
  ) problems.push("a TimeTrigger needs a StartBoundary");
  return { task, problems };
}
