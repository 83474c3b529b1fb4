package station

import "strings"

// NodeMeant is the node somebody means by its id, its place in the tree or its name, in this order. Errors: node_not_found; node_ambiguous
// where several have the name.
func NodeMeant(nodes []Node, what string) (Node, error) {
	what = strings.TrimSpace(what)
	for _, n := range nodes {
		if n.ID == what {
			return n, nil
		}
	}
	for _, n := range nodes {
		if n.Scope == what {
			return n, nil
		}
	}
	var named []Node
	for _, n := range nodes {
		if n.Name == what {
			named = append(named, n)
		}
	}
	switch len(named) {
	case 0:
		return Node{}, NotFound("node_not_found", "组织树里没有“%s”。", what)
	case 1:
		return named[0], nil
	}
	places := make([]string, len(named))
	for i, n := range named {
		places[i] = n.Scope
	}
	return Node{}, Conflict("node_ambiguous", "有 %d 个站点都叫“%s”，请改用它在组织树里的位置：%s。", len(named), what, strings.Join(places, "、"))
}
