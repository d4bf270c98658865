// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "input/notes.h"
#include "input/ptrmap.h"
#include "input/types.h"

struct types {
	struct run *run;
	const struct libclang *clang;
	struct ptrmap by_handle; /* qualifiers are part of a type's handle */
};

/* A struct or union, with where its members are found when they are wanted. */
struct tagged {
	struct type type;
	CXCursor decl;
	const struct type *plain; /* the same without qualifiers, which has the members */
};

struct types *types_new(struct run *run, const struct libclang *clang)
{
	struct types *types = arena_new(&run->arena, struct types, 1);

	types->run = run;
	types->clang = clang;
	return types;
}

static const struct builtin {
	enum CXTypeKind kind;
	enum type_kind as;
	bool is_signed;
	const char *name;
} builtins[] = {
	{ CXType_Void, TYPE_VOID, false, "void" },
	{ CXType_Bool, TYPE_BOOL, false, "_Bool" },
	{ CXType_Char_U, TYPE_INT, false, "char" },
	{ CXType_Char_S, TYPE_INT, true, "char" },
	{ CXType_UChar, TYPE_INT, false, "unsigned char" },
	{ CXType_SChar, TYPE_INT, true, "signed char" },
	{ CXType_UShort, TYPE_INT, false, "unsigned short" },
	{ CXType_Short, TYPE_INT, true, "short" },
	{ CXType_UInt, TYPE_INT, false, "unsigned int" },
	{ CXType_Int, TYPE_INT, true, "int" },
	{ CXType_ULong, TYPE_INT, false, "unsigned long" },
	{ CXType_Long, TYPE_INT, true, "long" },
	{ CXType_ULongLong, TYPE_INT, false, "unsigned long long" },
	{ CXType_LongLong, TYPE_INT, true, "long long" },
	{ CXType_UInt128, TYPE_INT, false, "unsigned __int128" },
	{ CXType_Int128, TYPE_INT, true, "__int128" },
	{ CXType_Float, TYPE_FLOAT, true, "float" },
	{ CXType_Double, TYPE_FLOAT, true, "double" },
	{ CXType_LongDouble, TYPE_FLOAT, true, "long double" },
};

static const struct builtin *find_builtin(enum CXTypeKind kind)
{
	for (size_t i = 0; i < sizeof(builtins) / sizeof(*builtins); i++)
		if (builtins[i].kind == kind)
			return &builtins[i];
	return NULL;
}

static unsigned int quals_of(const struct libclang *clang, CXType type)
{
	return (clang->isConstQualifiedType(type) ? QUAL_CONST : 0) |
	       (clang->isVolatileQualifiedType(type) ? QUAL_VOLATILE : 0) |
	       (clang->isRestrictQualifiedType(type) ? QUAL_RESTRICT : 0);
}

/* A tag's name; libclang has it in the spelling only: "... btf_type_tag("user")". NULL: no tag. */
static const char *tag_name(struct types *types, CXType type)
{
	static const char mark[] = "btf_type_tag(\"";
	const char *text, *at;

	text = libclang_string(types->run, types->clang, types->clang->getTypeSpelling(type));
	at = text ? strstr(text, mark) : NULL;
	if (!at)
		return NULL;
	at += strlen(mark);
	return run_intern_n(types->run, at, strcspn(at, "\""));
}

/*
 * Takes off what only says how a type was written. The qualifiers and the
 * address space found on the way are added up.
 */
static CXType strip(struct types *types, CXType type, unsigned int *quals, const char **space)
{
	const struct libclang *clang = types->clang;

	for (;;) {
		*quals |= quals_of(clang, type);
		switch (type.kind) {
		case CXType_Elaborated:
			type = clang->Type_getNamedType(type);
			break;
		case CXType_BTFTagAttributed:
			if (!*space)
				*space = tag_name(types, type);
			type = clang->Type_getModifiedType(type);
			break;
		case CXType_Attributed:
			type = clang->Type_getModifiedType(type);
			break;
		case CXType_Unexposed:
		case CXType_Auto:
			type = clang->getCanonicalType(type);
			if (type.kind == CXType_Unexposed)
				return type;
			break;
		default:
			return type;
		}
	}
}

/* Members and tags without a name are spelled "(unnamed at FILE)". */
static const char *own_name(struct types *types, CXCursor decl)
{
	const char *name =
		libclang_string(types->run, types->clang, types->clang->getCursorSpelling(decl));

	return name && !strchr(name, '(') ? name : NULL;
}

/*
 * A struct's, union's or enum's tag. One without a tag is called by libclang as
 * the typedef that it is defined in; but then it begins where its name should be.
 * What the compiler brings along begins nowhere.
 */
static const char *tag(struct types *types, CXCursor decl)
{
	const struct libclang *clang = types->clang;
	CXSourceLocation begin = clang->getRangeStart(clang->getCursorExtent(decl));

	if (clang->equalLocations(begin, clang->getCursorLocation(decl)) &&
	    !clang->equalLocations(begin, clang->getNullLocation()))
		return NULL;
	return own_name(types, decl);
}

const char *types_tag(struct types *types, CXCursor decl)
{
	return tag(types, decl);
}

static void convert_function(struct types *types, CXType from, struct type *to)
{
	const struct libclang *clang = types->clang;
	int n = clang->getNumArgTypes(from);
	struct param *params;

	to->kind = TYPE_FUNCTION;
	to->variadic = clang->isFunctionTypeVariadic(from);
	to->inner = types_get(types, clang->getResultType(from));
	to->n_params = n > 0 ? (unsigned int)n : 0;
	params = arena_new(&types->run->arena, struct param, to->n_params);
	for (unsigned int i = 0; i < to->n_params; i++)
		params[i].type = types_get(types, clang->getArgType(from, i));
	to->params = params;
}

static void convert_enum(struct types *types, CXType from, struct type *to)
{
	CXCursor decl = types->clang->getTypeDeclaration(from);
	CXType integer = types->clang->getCanonicalType(types->clang->getEnumDeclIntegerType(decl));
	const struct builtin *builtin = find_builtin(integer.kind);

	to->kind = TYPE_ENUM;
	to->name = tag(types, decl);
	to->is_signed = builtin && builtin->is_signed;
}

static void convert_record(struct types *types, CXType from, struct type *to)
{
	struct tagged *tagged = (struct tagged *)to;
	CXCursor decl = types->clang->getTypeDeclaration(from);

	to->kind = decl.kind == CXCursor_UnionDecl ? TYPE_UNION : TYPE_STRUCT;
	to->name = tag(types, decl);
	tagged->decl = decl;
	tagged->plain = to->quals ? types_get(types, types->clang->getCursorType(decl)) : to;
}

static void convert_array(struct types *types, CXType from, struct type *to)
{
	to->kind = TYPE_ARRAY;
	to->count = from.kind == CXType_ConstantArray ? types->clang->getArraySize(from) : -1;
	to->inner = types_get(types, types->clang->getArrayElementType(from));
}

static void convert_pointer(struct types *types, CXType from, struct type *to)
{
	CXType pointee = types->clang->getPointeeType(from);
	unsigned int ignored = 0;

	to->kind = TYPE_POINTER;
	strip(types, pointee, &ignored, &to->space);
	to->inner = types_get(types, pointee);
}

static void convert_typedef(struct types *types, CXType from, struct type *to)
{
	CXCursor decl = types->clang->getTypeDeclaration(from);

	to->kind = TYPE_TYPEDEF;
	to->name = own_name(types, decl);
	to->inner = types_get(types, types->clang->getTypedefDeclUnderlyingType(decl));
}

static void convert_other(struct types *types, CXType from, struct type *to)
{
	const struct builtin *builtin = find_builtin(from.kind);

	if (builtin) {
		to->kind = builtin->as;
		to->is_signed = builtin->is_signed;
		to->name = builtin->name;
	} else {
		to->kind = TYPE_OTHER;
		to->name = libclang_string(types->run, types->clang,
					   types->clang->getTypeSpelling(from));
	}
}

static const struct conversion {
	enum CXTypeKind kind;
	void (*convert)(struct types *types, CXType from, struct type *to);
} conversions[] = {
	{ CXType_Pointer, convert_pointer },	    { CXType_Typedef, convert_typedef },
	{ CXType_Record, convert_record },	    { CXType_Enum, convert_enum },
	{ CXType_FunctionProto, convert_function }, { CXType_FunctionNoProto, convert_function },
	{ CXType_ConstantArray, convert_array },    { CXType_IncompleteArray, convert_array },
	{ CXType_VariableArray, convert_array },
};

static void convert(struct types *types, CXType from, struct type *to)
{
	for (size_t i = 0; i < sizeof(conversions) / sizeof(*conversions); i++) {
		if (conversions[i].kind == from.kind) {
			conversions[i].convert(types, from, to);
			return;
		}
	}
	convert_other(types, from, to);
}

static int64_t known(long long size)
{
	return size < 0 ? -1 : size;
}

const struct type *types_get(struct types *types, CXType type)
{
	struct arena *arena = &types->run->arena;
	const struct type *same = *ptrmap_at(arena, &types->by_handle, type.data[0]);
	unsigned int quals = 0;
	const char *space = NULL;
	struct type *to;
	CXType bare;

	if (same)
		return same;
	bare = strip(types, type, &quals, &space);
	if (bare.data[0] != type.data[0] && quals == quals_of(types->clang, bare)) {
		same = types_get(types, bare);
		*ptrmap_at(arena, &types->by_handle, type.data[0]) = (void *)same;
		return same;
	}
	to = arena_alloc(arena, bare.kind == CXType_Record ? sizeof(struct tagged) : sizeof(*to));
	to->quals = quals;
	/* before the parts are converted, which may lead back to this type */
	*ptrmap_at(arena, &types->by_handle, type.data[0]) = to;
	convert(types, bare, to);
	to->size = to->align = -1;
	if (to->kind != TYPE_VOID && to->kind != TYPE_FUNCTION) {
		to->size = known(types->clang->Type_getSizeOf(bare));
		to->align = known(types->clang->Type_getAlignOf(bare));
	}
	/* nobody can ask for it by name, so it comes with what it is a part of */
	if (!to->name)
		types_want_record(types, to);
	return to;
}

const struct type *types_function(struct types *types, CXCursor function)
{
	const struct libclang *clang = types->clang;
	const struct type *shared = types_get(types, clang->getCursorType(function));
	struct type *own = arena_new(&types->run->arena, struct type, 1);
	int n = clang->Cursor_getNumArguments(function);
	struct param *params;

	*own = *type_resolve(shared, NULL);
	own->n_params = n > 0 ? (unsigned int)n : 0;
	params = arena_new(&types->run->arena, struct param, own->n_params);
	for (unsigned int i = 0; i < own->n_params; i++) {
		CXCursor param = clang->Cursor_getArgument(function, i);

		params[i].name = own_name(types, param);
		params[i].type = types_get(types, clang->getCursorType(param));
	}
	own->params = params;
	return own;
}

CXSourceLocation types_location(struct types *types, const struct type *type)
{
	const struct tagged *tagged = (const struct tagged *)type;

	if (type->kind != TYPE_STRUCT && type->kind != TYPE_UNION)
		return types->clang->getNullLocation();
	return types->clang->getCursorLocation(tagged->decl);
}

struct members {
	struct types *types;
	struct field *fields;
	unsigned int n, room;
};

static const char *counted_by(struct types *types, CXCursor field)
{
	struct notes notes = { 0 };

	notes_add(types->run, types->clang, field, &notes);
	for (unsigned int i = 0; i < notes.n; i++)
		if (!strcmp(notes.list[i].name, "counted_by"))
			return notes.list[i].args;
	return NULL;
}

static struct field *members_next(struct members *members)
{
	if (members->n == members->room) {
		struct field *grown;

		members->room = members->room ? 2 * members->room : 8;
		grown = arena_new(&members->types->run->arena, struct field, members->room);
		if (members->n)
			memcpy(grown, members->fields, members->n * sizeof(*grown));
		members->fields = grown;
	}
	return &members->fields[members->n++];
}

static enum CXVisitorResult add_member(CXCursor cursor, CXClientData data)
{
	struct members *members = data;
	struct types *types = members->types;
	const struct libclang *clang = types->clang;
	const struct type *type = types_get(types, clang->getCursorType(cursor));
	long long offset = clang->Cursor_getOffsetOfField(cursor);
	struct field *field = members_next(members);
	unsigned int line;

	clang->getExpansionLocation(clang->getCursorLocation(cursor), NULL, &line, NULL, NULL);
	*field = (struct field){
		.name = own_name(types, cursor),
		.type = type,
		.bit_offset = offset < 0 ? 0 : (uint64_t)offset,
		.is_bitfield = clang->Cursor_isBitField(cursor),
		.line = line,
	};
	if (field->is_bitfield)
		field->bit_width = (unsigned int)clang->getFieldDeclBitWidth(cursor);
	else if (type->kind == TYPE_POINTER || (type->kind == TYPE_ARRAY && type->count <= 0))
		field->counted_by = counted_by(types, cursor);
	return CXVisit_Continue;
}

void types_want_record(struct types *types, const struct type *type)
{
	struct tagged *tagged = (struct tagged *)type;
	struct members members = { .types = types };
	struct record *record;

	if ((type->kind != TYPE_STRUCT && type->kind != TYPE_UNION) || type->record ||
	    type->size < 0)
		return;
	if (tagged->plain != type) {
		types_want_record(types, tagged->plain);
		tagged->type.record = tagged->plain->record;
		return;
	}
	record = arena_new(&types->run->arena, struct record, 1);
	tagged->type.record = record;
	types->clang->Type_visitFields(types->clang->getCursorType(tagged->decl), add_member,
				       &members);
	*record = (struct record){ type->name, members.fields, members.n };
}

void types_finish(struct types *types)
{
	ptrmap_return(&types->run->arena, &types->by_handle);
}
