/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_LIBCLANG_H
#define SHEATH_LIBCLANG_H

#include <clang-c/Index.h>

struct run;

/*
 * libclang, loaded when a kernel is parsed and not before: a run that finds
 * nothing to do does not pay for it, and a machine without it gets a message
 * instead of the loader's. The functions keep libclang's names without "clang_".
 */
#define LIBCLANG_MIN 19

#define LIBCLANG_FUNCTIONS(F)               \
	F(Cursor_Evaluate)                  \
	F(Cursor_getArgument)               \
	F(Cursor_getCommentRange)           \
	F(Cursor_getNumArguments)           \
	F(Cursor_getOffsetOfField)          \
	F(Cursor_getRawCommentText)         \
	F(Cursor_getStorageClass)           \
	F(Cursor_getTranslationUnit)        \
	F(Cursor_getVarDeclInitializer)     \
	F(Cursor_isBitField)                \
	F(Cursor_isFunctionInlined)         \
	F(Cursor_isMacroFunctionLike)       \
	F(EvalResult_dispose)               \
	F(EvalResult_getAsLongLong)         \
	F(EvalResult_getAsStr)              \
	F(EvalResult_getKind)               \
	F(Type_getAlignOf)                  \
	F(Type_getModifiedType)             \
	F(Type_getNamedType)                \
	F(Type_getSizeOf)                   \
	F(Type_visitFields)                 \
	F(createIndex)                      \
	F(disposeDiagnostic)                \
	F(disposeIndex)                     \
	F(disposeString)                    \
	F(disposeTranslationUnit)           \
	F(equalLocations)                   \
	F(equalTypes)                       \
	F(getArgType)                       \
	F(getArrayElementType)              \
	F(getArraySize)                     \
	F(getCString)                       \
	F(getCanonicalCursor)               \
	F(getCanonicalType)                 \
	F(getChildDiagnostics)              \
	F(getCursorBinaryOperatorKind)      \
	F(getCursorDefinition)              \
	F(getCursorExtent)                  \
	F(getCursorLocation)                \
	F(getCursorReferenced)              \
	F(getCursorSemanticParent)          \
	F(getCursorSpelling)                \
	F(getCursorType)                    \
	F(getCursorUnaryOperatorKind)       \
	F(getDiagnostic)                    \
	F(getDiagnosticInSet)               \
	F(getDiagnosticLocation)            \
	F(getDiagnosticSeverity)            \
	F(getDiagnosticSpelling)            \
	F(getEnumConstantDeclValue)         \
	F(getEnumConstantDeclUnsignedValue) \
	F(getEnumDeclIntegerType)           \
	F(getExpansionLocation)             \
	F(getFieldDeclBitWidth)             \
	F(getFileContents)                  \
	F(getFileName)                      \
	F(getInclusions)                    \
	F(getNullLocation)                  \
	F(getNumArgTypes)                   \
	F(getNumDiagnostics)                \
	F(getNumDiagnosticsInSet)           \
	F(getPointeeType)                   \
	F(getRangeStart)                    \
	F(getResultType)                    \
	F(getSpellingLocation)              \
	F(getTranslationUnitCursor)         \
	F(getTypeDeclaration)               \
	F(getTypeSpelling)                  \
	F(getTypedefDeclUnderlyingType)     \
	F(isConstQualifiedType)             \
	F(isCursorDefinition)               \
	F(isFunctionTypeVariadic)           \
	F(isRestrictQualifiedType)          \
	F(isVolatileQualifiedType)          \
	F(parseTranslationUnit2)            \
	F(visitChildren)

struct libclang {
	void *handle;
	const char *version; /* "19.1.7" */
#define F(name) __typeof__(&clang_##name) name;
	LIBCLANG_FUNCTIONS(F)
#undef F
};

/*
 * The newest libclang there is, from the environment's SHEATH_LIBCLANG if that
 * names a file; it stays loaded, as unloading gives nothing back. NULL after an
 * error if there is none, or none new enough.
 */
const struct libclang *libclang_open(struct run *run);

/* The interned copy of @s, which is disposed of; NULL for an empty string. */
const char *libclang_string(struct run *run, const struct libclang *clang, CXString s);

#endif
