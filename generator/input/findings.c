// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "base/run.h"
#include "input/findings.h"

struct reading {
	struct run *run;
	const struct libclang *clang;
	struct files *files;
};

static void read_notes(struct reading *r, CXDiagnostic diagnostic, struct finding *finding)
{
	CXDiagnosticSet notes = r->clang->getChildDiagnostics(diagnostic);
	unsigned int n = r->clang->getNumDiagnosticsInSet(notes);

	finding->notes = arena_new(&r->run->arena, const struct file *, n);
	for (unsigned int i = 0; i < n; i++) {
		CXDiagnostic note = r->clang->getDiagnosticInSet(notes, i);

		finding->notes[finding->n_notes++] = files_locate(
			r->files, r->clang, r->clang->getDiagnosticLocation(note), NULL);
		r->clang->disposeDiagnostic(note);
	}
}

/* Only the places of errors are told to people: to find a line is dear. */
static void read(struct reading *r, CXDiagnostic diagnostic, struct finding *finding)
{
	CXSourceLocation location = r->clang->getDiagnosticLocation(diagnostic);

	finding->is_error = r->clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
	finding->text =
		libclang_string(r->run, r->clang, r->clang->getDiagnosticSpelling(diagnostic));
	if (!finding->text)
		finding->text = "does not parse";
	finding->file =
		files_locate(r->files, r->clang, location, finding->is_error ? &finding->at : NULL);
	if (!finding->is_error)
		read_notes(r, diagnostic, finding);
}

void findings_read(struct run *run, const struct libclang *clang, CXTranslationUnit unit,
		   struct files *files, struct findings *findings)
{
	struct reading r = { run, clang, files };
	unsigned int n = clang->getNumDiagnostics(unit);

	findings->list = arena_new(&run->arena, struct finding, n);
	for (; findings->n < n; findings->n++) {
		CXDiagnostic diagnostic = clang->getDiagnostic(unit, findings->n);

		read(&r, diagnostic, &findings->list[findings->n]);
		clang->disposeDiagnostic(diagnostic);
	}
}
