package matter

import "lianzhan/station"

// Codes makes and knows voters' query codes. A code comes from the box's own key, so that no other box can work it out; what
// is kept of it is its hash under the key the whole tree shares, so that the county's page and every terminal of the branch
// know a matter by what the voter types.
type Codes struct {
	Own  station.Key
	Tree func() station.Key // nil, or nil from it, while the box stands alone
}

func (c Codes) tree() station.Key {
	if c.Tree == nil {
		return nil
	}
	return c.Tree()
}

// Code is the code of a matter when those of the tries before it belong to others.
func (c Codes) Code(id string, try int) string { return QueryCodeAgain(c.Own, id, try) }

// Hash is what a new matter keeps of its code.
func (c Codes) Hash(code string) string { return c.Hashes(code)[0] }

// Hashes are what a matter may have kept of a code: under the tree's key, or under the box's own before it came into the tree.
func (c Codes) Hashes(code string) []string {
	own := CodeHash(c.Own, code)
	if tree := c.tree(); len(tree) > 0 {
		return []string{CodeHash(tree, code), own}
	}
	return []string{own}
}

// mostTurns bounds the search for a matter's own code; two turns in a row are already one chance in 10^16.
const mostTurns = 8

// Of works a matter's code out again, so that it need not be kept; not found for one another box registered.
func (c Codes) Of(m Matter) (code string, found bool) {
	for try := range mostTurns {
		code := c.Code(m.ID, try)
		for _, hash := range c.Hashes(code) {
			if hash == m.CodeHash {
				return code, true
			}
		}
	}
	return "", false
}
