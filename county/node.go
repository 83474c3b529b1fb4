package county

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// getNodes answers GET /nodes: every box of the person's branch and how it is.
func (r *Room) getNodes(c *fiber.Ctx) error {
	items, err := r.Items(r.Who(c))
	if err != nil {
		return err
	}
	return c.JSON(struct {
		AsOf  time.Time `json:"as_of"`
		Items []Item    `json:"items"`
	}{r.Store.Now().Time.In(station.Zone), items})
}

// Items are the boxes of a person's branch.
func (r *Room) Items(who Who) ([]Item, error) {
	nodes, err := r.tree.all()
	if err != nil {
		return nil, err
	}
	list, err := r.Links.Peers()
	if err != nil {
		return nil, err
	}
	peers := map[string]Peer{}
	for _, p := range list {
		peers[p.Device] = p
	}
	now, items := r.Store.Now().Time, []Item{}
	err = r.Store.Inspect(func(l station.Ledger) error {
		heads, err := l.Heads()
		if err != nil {
			return err
		}
		for _, n := range nodes {
			if !who.Reaches(n.Scope) {
				continue
			}
			item, err := r.item(l, heads, nodes, n, peers, now)
			if err != nil {
				return err
			}
			items = append(items, item)
		}
		return nil
	})
	return items, err
}

func (r *Room) item(l station.Ledger, heads map[string]uint64, nodes []station.Node, n station.Node, peers map[string]Peer, now time.Time) (Item, error) {
	item := Item{ID: n.ID, Name: n.Name, Scope: n.Scope, Kind: n.Kind, Own: n.Scope == r.Store.Scope()}
	record, err := l.Record(station.KindNode, n.ID)
	if err != nil {
		return item, err
	}
	item.Revision = record.Revision
	if parent, found := at(nodes, station.ParentScope(n.Scope)); found {
		item.Parent = parent.ID
	}
	if item.Own {
		item.State, item.Version, item.Trust = online, r.Version, r.Store.Now().Trust
		return item, nil
	}
	device, active := n.Active()
	p, known := peers[device.ID]
	item.tell(n, p, known && active, r.Version, now)
	above, behind := Nearest(nodes, station.ParentScope(n.Scope), r.Store.Scope())
	if !active || known || !behind {
		return item, nil
	}
	item.State, item.Via = relayed, above.ID
	last, err := lastWord(l, heads, device.ID)
	if !last.IsZero() {
		last = last.In(station.Zone)
		item.LastSeen = &last
	}
	return item, err
}

// newNode is a box to come.
type newNode struct {
	Name   string           `json:"name"`
	Step   string           `json:"scope_step"`
	Parent string           `json:"parent"` // id or scope of the node above
	Kind   station.SiteKind `json:"kind"`
}

// postNode answers POST /nodes.
func (r *Room) postNode(c *fiber.Ctx) error {
	var asked newNode
	if err := station.ReadStrict(c.BodyRaw(), &asked); err != nil {
		return err
	}
	n, err := r.Plant(c.UserContext(), r.Who(c), asked.Name, asked.Step, asked.Parent, asked.Kind)
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(n)
}

// Plant makes a node below another. Errors: node_not_found for the parent, node_exists, what is wrong with the name or step.
func (r *Room) Plant(ctx context.Context, who Who, name, step, parent string, kind station.SiteKind) (station.Node, error) {
	nodes, err := r.tree.all()
	if err != nil {
		return station.Node{}, err
	}
	above, err := named(nodes, who, parent)
	if err != nil {
		return station.Node{}, err
	}
	n := station.Node{ID: r.ID(), Name: strings.TrimSpace(name), Scope: strings.TrimSuffix(above.Scope, "/") + "/" + strings.TrimSpace(step), Kind: kind}
	if !validStep(step) {
		return n, errStep
	}
	if other, taken := at(nodes, n.Scope); taken {
		return n, station.Conflict("node_exists", "这里已经有“%s”了，请换一个代号。", other.Name)
	}
	if err := r.unused(n.Scope, ""); err != nil {
		return n, err
	}
	return n, r.keep(ctx, who, station.Record{}, n, "node_made")
}

// validStep reports whether a word is one step of a place in the tree.
func validStep(step string) bool {
	return !strings.Contains(step, "/") && station.ValidScope("/"+strings.TrimSpace(step))
}

var errStep = station.Invalid("node_scope_invalid", "代号只能用小写字母、数字和短横线。")

// named is the node somebody means by its id, its scope or its name, as far as it is in their branch.
func named(nodes []station.Node, who Who, what string) (station.Node, error) {
	own := slices.DeleteFunc(slices.Clone(nodes), func(n station.Node) bool { return !who.Reaches(n.Scope) })
	return station.NodeMeant(own, what)
}

// keep writes a node at its own place together with the line about it.
func (r *Room) keep(ctx context.Context, who Who, before station.Record, n station.Node, what string) error {
	if n.Kind != "" && !station.SiteKinds.Has(n.Kind) {
		return station.Invalid("node_kind_invalid", "不认识“%s”这种站点。", n.Kind)
	}
	edits, err := station.Put(before, station.KindNode, n.ID, n)
	if err != nil || len(edits) == 0 {
		return err
	}
	for i := range edits {
		edits[i].Scope = n.Scope
	}
	line, err := r.Note(who, what, station.Ref{Kind: station.KindNode, ID: n.ID}, n.Name+" "+n.Scope)
	if err != nil {
		return err
	}
	_, err = r.Store.Write(ctx, who.Actor, append(edits, line)...)
	return err
}

// own is a node of the person's branch and its record.
func (r *Room) own(c *fiber.Ctx) (n station.Node, record station.Record, err error) {
	err = r.Store.View(func(reader station.Reader) (err error) {
		if record, err = reader.Record(station.KindNode, param(c, "id")); err != nil {
			return err
		}
		n, err = station.Decode[station.Node](record)
		return err
	})
	if err == nil && !r.Who(c).Reaches(n.Scope) {
		err = station.NotFound("node_not_found", "组织树里没有这个站点。")
	}
	return n, record, err
}

// patchNode answers PATCH /nodes/{id}: its name, kind and order. Its devices and its place are not changed by hand.
func (r *Room) patchNode(c *fiber.Ctx) error {
	n, record, err := r.own(c)
	if err != nil {
		return err
	}
	thing, err := station.Patched(c.BodyRaw(), station.KindNode, record)
	if err != nil {
		return err
	}
	asked := *thing.(*station.Node)
	n.Name, n.Kind, n.Order = strings.TrimSpace(asked.Name), asked.Kind, asked.Order
	if err := r.keep(c.UserContext(), r.Who(c), record, n, "node_changed"); err != nil {
		return err
	}
	return c.JSON(n)
}
