import type { Article, ArticleKind, List } from '../../shared/wire'
import { ask } from './ask'

const ALL = 200

/** The articles of some kinds, in the order of the kinds asked for. */
export async function listArticles(...kinds: ArticleKind[]): Promise<Article[]> {
  const shelves = await Promise.all(kinds.map((kind) => ask<List<Article>>('articles', { kind, limit: ALL })))
  return shelves.flatMap((shelf) => shelf.items)
}

/** How many articles of a kind there are. */
export async function countArticles(kind: ArticleKind): Promise<number> {
  return (await ask<List<Article>>('articles', { kind, limit: 1 })).total
}

/** One article of a kind, or null. */
export async function readArticle(kind: ArticleKind, id: string): Promise<Article | null> {
  return (await listArticles(kind)).find((article) => article.id === id) ?? null
}
