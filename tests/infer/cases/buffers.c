// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Buffers and what counts them, in bytes, elements and bits. */
typedef unsigned long size_t;
struct item {
	int a, b;
};

void *move_bytes(void *to, const void *from, size_t n);
unsigned long first_bit(const unsigned long *map, unsigned long bits);
void *get_bytes(size_t size);

//= copy atomic? n.bytes_of=to n.bytes_of=from
void copy(void *to, const void *from, size_t n);
void copy(void *to, const void *from, size_t n)
{
	move_bytes(to, from, n);
}

/* Elements, because of what the length is multiplied with. */
//= copy_items atomic? n.count_of=to
void copy_items(struct item *to, int n, struct item first);
void copy_items(struct item *to, int n, struct item first)
{
	static struct item items[8];

	to[0] = first;
	copy(to, items, n * sizeof(*to));
}

//= sum_items value atomic count.count_of=items
int sum_items(const struct item *items, unsigned int count, unsigned int from);
int sum_items(const struct item *items, unsigned int count, unsigned int from)
{
	int sum = 0;

	for (unsigned int i = from; i < count; i++)
		sum += items[i].a;
	return sum;
}

/* A length that counts down, a buffer that goes up. */
//= sum_down value atomic left.bytes_of=p
int sum_down(const unsigned char *p, size_t left);
int sum_down(const unsigned char *p, size_t left)
{
	int sum = 0;

	while (left--)
		sum += *p++;
	return sum;
}

/* Two bytes of the one for each that is counted: that has no name. */
//= unhex atomic count.bytes_of=to
void unhex(unsigned char *to, const char *from, size_t count);
void unhex(unsigned char *to, const char *from, size_t count)
{
	while (count--) {
		int high = *from++;

		*to++ = high * 16 + *from++;
	}
}

//= sum_to_end value atomic n.count_of=first
int sum_to_end(const struct item *first, int n);
int sum_to_end(const struct item *first, int n)
{
	const struct item *end = first + n;
	int sum = 0;

	for (const struct item *item = first; item < end; item++)
		sum += item->a;
	return sum;
}

//= any_bit value atomic? nbits.bits_of=map
int any_bit(const unsigned long *map, unsigned int nbits);
int any_bit(const unsigned long *map, unsigned int nbits)
{
	return first_bit(map, nbits) < nbits;
}

/* An offset is no length. */
//= byte_at value atomic
int byte_at(const unsigned char *bytes, unsigned int offset, unsigned int n);
int byte_at(const unsigned char *bytes, unsigned int offset, unsigned int n)
{
	return n ? bytes[offset] : 0;
}

//= get_named null atomic? size.bytes_of=return return.comes_from=get_bytes
void *get_named(size_t size, const char *name);
void *get_named(size_t size, const char *name)
{
	void *got = get_bytes(size);

	if (!got || !name)
		return (void *)0;
	return got;
}

/* Which of two lengths is whose is not to be seen. */
//= copy_shorter atomic? room.bytes_of=to? n.bytes_of=to? room.bytes_of=from? n.bytes_of=from?
void copy_shorter(void *to, size_t room, const void *from, size_t n);
void copy_shorter(void *to, size_t room, const void *from, size_t n)
{
	copy(to, from, room < n ? room : n);
}

/* Through a structure, whose members are then known to belong together. */
struct request {
	void *data;
	size_t size, tag;
};

static void run(struct request *request)
{
	static char all[64];

	move_bytes(all, request->data, request->size);
}

//= run_request atomic? size.bytes_of=data
void run_request(void *data, size_t size, size_t tag);
void run_request(void *data, size_t size, size_t tag)
{
	struct request request;

	request.data = data;
	request.size = size;
	request.tag = tag;
	run(&request);
}

/* The length itself is the index. */
//= clear_items atomic n.count_of=items
void clear_items(struct item *items, int n);
void clear_items(struct item *items, int n)
{
	while (--n >= 0)
		items[n].a = 0;
}

/* A part of a buffer, and nobody knows which. */
//= copy_part atomic? n.bytes_of=to n.bytes_of=from?
void copy_part(void *to, const char *from, int offset, size_t n);
void copy_part(void *to, const char *from, int offset, size_t n)
{
	copy(to, from + offset, n);
}

/* The same variable goes through two of them, each as far as its own loop says. */
//= clear_both atomic n.count_of=items m.count_of=others
void clear_both(int *items, unsigned int n, int *others, unsigned int m);
void clear_both(int *items, unsigned int n, int *others, unsigned int m)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		items[i] = 0;
	for (i = 0; i < m; i++)
		others[i] = 0;
}

/* What another loop says of the variable is of something else, and a number that grows is no length. */
//= clear_some atomic n.count_of=items
void clear_some(int *items, int *others, unsigned int n, unsigned int m);
void clear_some(int *items, int *others, unsigned int n, unsigned int m)
{
	unsigned int i, k, found = 0;

	for (i = 0; i < n; i++)
		items[i] = 0;
	for (i = 0; i < m; i++)
		found++;
	i = 0;
	for (k = 0; k < found; k++)
		others[i++] = k;
}

//= clear_steps atomic first.count_of=items?
void clear_steps(int *items, int first, int last);
void clear_steps(int *items, int first, int last)
{
	int i, step = first;

	while (++step <= last)
		for (i = 0; i < step; i++)
			items[i] = 0;
}
