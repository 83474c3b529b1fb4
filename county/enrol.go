package county

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// Issued is a one-time code, shown this once.
type Issued struct {
	Node    string    `json:"node"` // name
	Scope   string    `json:"scope"`
	Code    string    `json:"code"`
	Expires time.Time `json:"expires"`
}

// postCode answers POST /nodes/{id}/code: the code a new box, or a new PC in the place of another, enrols with.
func (r *Room) postCode(c *fiber.Ctx) error {
	n, _, err := r.own(c)
	if err != nil {
		return err
	}
	issued, err := r.Issue(c.UserContext(), r.Who(c), n.ID)
	if err != nil {
		return err
	}
	return c.JSON(issued)
}

// Issue makes a code for a node named by id, scope or name; the one given before is worth nothing any more.
func (r *Room) Issue(ctx context.Context, who Who, node string) (Issued, error) {
	nodes, err := r.tree.all()
	if err != nil {
		return Issued{}, err
	}
	n, err := named(nodes, who, node)
	if err != nil {
		return Issued{}, err
	}
	if n.Scope == r.Store.Scope() {
		return Issued{}, station.Conflict("node_is_here", "这就是本机，不用登记。")
	}
	code, expires, err := r.Links.IssueCode(ctx, n.ID)
	if err != nil {
		return Issued{}, err
	}
	return Issued{Node: n.Name, Scope: n.Scope, Code: spoken(code), Expires: expires.In(station.Zone)}, r.note(ctx, who, "code_issued", n)
}

func (r *Room) note(ctx context.Context, who Who, what string, n station.Node) error {
	line, err := r.Note(who, what, station.Ref{Kind: station.KindNode, ID: n.ID}, n.Name+" "+n.Scope)
	if err != nil {
		return err
	}
	_, err = r.Store.Write(ctx, who.Actor, line)
	return err
}

// postRevoke answers POST /nodes/{id}/revoke: the box's word counts no more.
func (r *Room) postRevoke(c *fiber.Ctx) error {
	var asked struct {
		Why string `json:"why"`
	}
	if err := station.ReadStrict(c.BodyRaw(), &asked); err != nil {
		return err
	}
	n, _, err := r.own(c)
	if err != nil {
		return err
	}
	if asked.Why == "" {
		return station.Invalid("reason_missing", "请写明为什么停用。")
	}
	who := r.Who(c)
	if err := r.Links.Revoke(c.UserContext(), who.Actor, n.ID, asked.Why); err != nil {
		return err
	}
	if err := r.note(c.UserContext(), who, "node_revoked", n); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// Pass is where a message for a branch is written, so that it goes down to the box that serves it; empty for this box.
func (r *Room) Pass(branch string) string {
	nodes, err := r.tree.all()
	if err != nil {
		return ""
	}
	n, found := Nearest(nodes, branch, r.Store.Scope())
	if !found {
		return ""
	}
	return n.Scope
}

// Reachable reports whether the box that serves a branch is connected now, itself or the one it stands behind.
func (r *Room) Reachable(branch string) bool {
	nodes, err := r.tree.all()
	if err != nil {
		return false
	}
	peers, err := r.Links.Peers()
	if err != nil {
		return false
	}
	for scope := branch; scope != "" && scope != r.Store.Scope(); scope = station.ParentScope(scope) {
		n, found := at(nodes, scope)
		if device, active := n.Active(); found && active {
			for _, p := range peers {
				if p.Device == device.ID {
					return p.Online
				}
			}
		}
	}
	return false
}

// spoken groups a code for reading aloud.
func spoken(code string) string {
	if len(code) != 8 {
		return code
	}
	return code[:4] + "-" + code[4:]
}
