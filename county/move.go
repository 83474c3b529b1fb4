package county

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// newPlace is where somebody wants a node to stand.
type newPlace struct {
	Parent string `json:"parent"`     // id or scope of the node above
	Step   string `json:"scope_step"` // empty: as it is
}

// Moved is what goes along when a node moves, told before and after.
type Moved struct {
	From     string   `json:"from"`
	To       string   `json:"to"`
	Nodes    []string `json:"nodes"`    // names, the one that was meant first, then those below it
	Records  int      `json:"records"`  // that belong to any of them
	Accounts int      `json:"accounts"` // people at this desk who work there
	Rejoin   []string `json:"rejoin"`   // names of boxes that have to be enrolled anew, because another box speaks for them from now on
}

// tryMove answers POST /nodes/{id}/move/try: what a move would take along, or why it cannot be.
func (r *Room) tryMove(c *fiber.Ctx) error {
	j, err := r.journey(c)
	if err != nil {
		return err
	}
	return c.JSON(j.told)
}

// postNodeMove answers POST /nodes/{id}/move: the node, its branch and all that belongs to it go in one commit.
func (r *Room) postNodeMove(c *fiber.Ctx) error {
	j, err := r.journey(c)
	if err != nil {
		return err
	}
	if err := r.travel(c.UserContext(), r.Who(c), j); err != nil {
		return err
	}
	return c.JSON(j.told)
}

func (r *Room) journey(c *fiber.Ctx) (journey, error) {
	var asked newPlace
	if err := station.ReadStrict(c.BodyRaw(), &asked); err != nil {
		return journey{}, err
	}
	n, _, err := r.own(c)
	if err != nil {
		return journey{}, err
	}
	return r.plan(r.Who(c), n, asked)
}

// plan looks at a move without making it. Errors: node_is_here, node_below_itself, node_not_moved, node_exists, node_too_deep,
// node_not_found for the parent, what is wrong with the step.
func (r *Room) plan(who Who, n station.Node, asked newPlace) (j journey, err error) {
	nodes, err := r.tree.all()
	if err != nil {
		return j, err
	}
	parent, err := named(nodes, who, asked.Parent)
	if err != nil {
		return j, err
	}
	to, err := r.goal(nodes, n, parent, strings.TrimSpace(asked.Step))
	if err != nil {
		return j, err
	}
	j = journey{node: n, told: Moved{From: n.Scope, To: to, Nodes: []string{}, Rejoin: []string{}}}
	after := make([]station.Node, 0, len(nodes))
	for _, one := range nodes {
		if station.ScopeWithin(one.Scope, n.Scope) {
			one.Scope = shifted(one.Scope, n.Scope, to)
			if !station.ValidScope(one.Scope) {
				return j, station.Invalid("node_too_deep", "搬过去就太深了：“%s”会在第 %d 层，最多 6 层。", one.Name, strings.Count(one.Scope, "/"))
			}
		}
		after = append(after, one)
	}
	j.told.Rejoin = rejoining(nodes, after, n.Scope, r.Store.Scope())
	return j, r.Store.View(j.pack)
}

// goal is the place a node would have, if it may go there.
func (r *Room) goal(nodes []station.Node, n, parent station.Node, step string) (string, error) {
	if step == "" {
		step = n.Scope[strings.LastIndexByte(n.Scope, '/')+1:]
	}
	to := parent.Scope + "/" + step
	other, taken := at(nodes, to)
	switch {
	case n.Scope == r.Store.Scope():
		return "", station.Conflict("node_is_here", "“%s”就是本机，搬不了。", n.Name)
	case station.ScopeWithin(parent.Scope, n.Scope):
		return "", station.Conflict("node_below_itself", "“%s”不能搬到自己或者自己下面的站点去。", n.Name)
	case !validStep(step):
		return "", errStep
	case to == n.Scope:
		return "", station.Conflict("node_not_moved", "“%s”已经在这里了。", n.Name)
	case taken:
		return "", station.Conflict("node_exists", "这里已经有“%s”了，请换一个代号。", other.Name)
	}
	return to, r.unused(to, n.ID)
}

// unused refuses a place where another node once stood: what was written there may still be on its way and follows that node.
func (r *Room) unused(scope, id string) error {
	former, err := r.tree.formerly()
	if err != nil {
		return err
	}
	for _, f := range former {
		if f.from == scope && f.node.ID != id {
			return station.Conflict("node_place_used", "这个位置从前是“%s”的，它的资料可能还在路上。请换一个代号。", f.node.Name)
		}
	}
	return nil
}

// rejoining names the boxes of a branch that report through another box once it stands elsewhere.
func rejoining(before, after []station.Node, branch, here string) []string {
	names := []string{}
	for i, n := range before {
		_, active := n.Active()
		was, _ := Nearest(before, station.ParentScope(n.Scope), here)
		if !active || !station.ScopeWithin(n.Scope, branch) || was.ID != "" && station.ScopeWithin(was.Scope, branch) {
			continue
		}
		if now, _ := Nearest(after, station.ParentScope(after[i].Scope), here); now.ID != was.ID {
			names = append(names, n.Name)
		}
	}
	return names
}
