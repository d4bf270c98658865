// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

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
static struct finding read(struct reading *r, CXDiagnostic diagnostic)
{
	struct finding finding = { .is_error = false };
	CXSourceLocation location = r->clang->getDiagnosticLocation(diagnostic);

	finding.is_error = r->clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
	finding.text =
		libclang_string(r->run, r->clang, r->clang->getDiagnosticSpelling(diagnostic));
	if (!finding.text)
		finding.text = "does not parse";
	finding.file =
		files_locate(r->files, r->clang, location, finding.is_error ? &finding.at : NULL);
	read_notes(r, diagnostic, &finding);
	return finding;
}

void findings_add(struct run *run, struct findings *findings, struct finding finding)
{
	if (findings->n == findings->room) {
		struct finding *grown;

		findings->room = findings->room ? 2 * findings->room : 64;
		grown = arena_new(&run->arena, struct finding, findings->room);
		if (findings->n)
			memcpy(grown, findings->list, findings->n * sizeof(*grown));
		findings->list = grown;
	}
	findings->list[findings->n++] = finding;
}

void findings_read(struct run *run, const struct libclang *clang, CXTranslationUnit unit,
		   struct files *files, struct findings *findings)
{
	struct reading r = { run, clang, files };
	unsigned int n = clang->getNumDiagnostics(unit);

	for (unsigned int i = 0; i < n; i++) {
		CXDiagnostic diagnostic = clang->getDiagnostic(unit, i);

		findings_add(run, findings, read(&r, diagnostic));
		clang->disposeDiagnostic(diagnostic);
	}
}
