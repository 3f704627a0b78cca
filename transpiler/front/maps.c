/* SPDX-License-Identifier: MIT
 *
 * Small things that all of front/ needs: children of a cursor, strings of libclang's made ours, and
 * a hash table by pointer. Names are made pointers by interning them.
 */
#include "front/build.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool is_tag_kind(enum CXCursorKind kind)
{
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_EnumDecl;
}

struct visit {
    CXCursorVisitor visitor;
    void *data;
};

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    const struct visit *visit = data;
    bool is_again = clang_getCursorKind(parent) == CXCursor_FieldDecl &&
                    is_tag_kind(clang_getCursorKind(cursor));
    return is_again ? CXChildVisit_Continue : visit->visitor(cursor, parent, visit->data);
}

bool visit_children(CXCursor cursor, CXCursorVisitor visitor, void *data)
{
    return clang_visitChildren(cursor, visit, &(struct visit){visitor, data});
}

struct collected {
    VEC(CXCursor) list;
};

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collected *collected = data;
    *vec_push(&collected->list) = cursor;
    return CXChildVisit_Continue;
}

static bool is_same(CXCursor a, CXCursor b)
{
    return a.kind == b.kind && a.xdata == b.xdata && a.data[0] == b.data[0] &&
           a.data[1] == b.data[1];
}

struct node *node_of(struct builder *b, CXCursor cursor)
{
    size_t key = ((uintptr_t)cursor.data[0] ^ (uintptr_t)cursor.data[1]) >> 3;
    struct node *node = &b->nodes[key * (size_t)0x9E3779B97F4A7C15u >> 32 & (MEMORY - 1)];
    if (!is_same(node->cursor, cursor))
        *node = (struct node){.cursor = cursor};
    return node;
}

struct cursors children_of(struct builder *b, CXCursor cursor)
{
    struct node *node = node_of(b, cursor);
    if (node->has_children)
        return node->children;
    struct collected collected = {0};
    visit_children(cursor, collect, &collected);
    size_t count = collected.list.count;
    CXCursor *items = arena_array(b->arena, CXCursor, count + 1);
    if (count)
        memcpy(items, collected.list.items, count * sizeof *items);
    vec_free(&collected.list);
    node->has_children = true;
    return node->children = (struct cursors){items, (unsigned)count};
}

void *list_copy(struct builder *b, void *items, size_t size)
{
    void *copy = size ? arena_copy(b->arena, items, size) : NULL;
    free(items);
    return copy;
}

const char *own_string(struct builder *b, CXString string)
{
    const char *text = clang_getCString(string);
    const char *copy = arena_copy(b->arena, text ? text : "", text ? strlen(text) : 0);
    clang_disposeString(string);
    return copy;
}

static struct map_slot *slot_of(const struct map *map, const void *key)
{
    size_t i = ((uintptr_t)key >> 4) * (size_t)0x9E3779B97F4A7C15u >> 32;
    for (i &= map->room - 1; map->slots[i].key && map->slots[i].key != key;)
        i = (i + 1) & (map->room - 1);
    return &map->slots[i];
}

static void grow(struct map *map)
{
    struct map larger = {.room = map->room ? 2 * map->room : 64, .count = map->count};
    larger.slots = xrealloc(NULL, larger.room * sizeof *larger.slots);
    memset(larger.slots, 0, larger.room * sizeof *larger.slots);
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].key)
            *slot_of(&larger, map->slots[i].key) = map->slots[i];
    free(map->slots);
    *map = larger;
}

void **map_at(struct map *map, const void *key)
{
    if (2 * map->count >= map->room)
        grow(map);
    struct map_slot *slot = slot_of(map, key);
    map->count += !slot->key;
    slot->key = key;
    return &slot->value;
}

void *map_get(const struct map *map, const void *key)
{
    return map->room && key ? slot_of(map, key)->value : NULL;
}

void map_free(struct map *map)
{
    free(map->slots);
    *map = (struct map){0};
}

static const char **name_slot(struct name_set *names, const char *name)
{
    size_t i = 14695981039346656037u;
    for (const char *c = name; *c; c++)
        i = (i ^ (unsigned char)*c) * 1099511628211u;
    for (i &= names->room - 1; names->slots[i] && strcmp(names->slots[i], name) != 0;)
        i = (i + 1) & (names->room - 1);
    return &names->slots[i];
}

static void grow_names(struct builder *b)
{
    struct name_set larger = {.room = b->names.room ? 2 * b->names.room : 1024};
    larger.slots = arena_array(b->arena, const char *, larger.room);
    larger.count = b->names.count;
    for (size_t i = 0; i < b->names.room; i++)
        if (b->names.slots[i])
            *name_slot(&larger, b->names.slots[i]) = b->names.slots[i];
    b->names = larger;
}

const char *name_intern(struct builder *b, const char *name)
{
    if (2 * b->names.count >= b->names.room)
        grow_names(b);
    const char **slot = name_slot(&b->names, name);
    if (!*slot) {
        *slot = arena_copy(b->arena, name, strlen(name));
        b->names.count++;
    }
    return *slot;
}
