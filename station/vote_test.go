package station

import "testing"

// The base is the membership: a real sheet with 29 present of 57 members is only satisfied from 29 votes on.
func TestVoteIsCountedAgainstAllMembers(t *testing.T) {
	for _, c := range []struct {
		name string
		vote Vote
		want string
	}{
		{"all of those present", Vote{Kind: VoteAppraise, Members: 57, Present: 29, Ayes: 29}, "满意"},
		{"exactly half", Vote{Kind: VoteAppraise, Members: 58, Present: 29, Ayes: 29}, "满意"},
		{"both together", Vote{Kind: VoteAppraise, Members: 50, Present: 29, Ayes: 17, Middle: 11, Noes: 1}, "基本满意"},
		{"exactly half at the second look", Vote{Kind: VoteAppraise, Members: 56, Present: 29, Ayes: 17, Middle: 11, Noes: 1}, "不满意"},
		{"chosen", Vote{Kind: VoteChoose, Members: 75, Present: 60, Ayes: 38}, "通过"},
		{"half is not more than half", Vote{Kind: VoteChoose, Members: 76, Present: 60, Ayes: 38}, "未通过"},
	} {
		c.vote.On = "2024-06-20"
		if err := c.vote.Check(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := c.vote.Result(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if (Vote{On: "2024-06-20", Kind: VoteChoose, Members: 10, Present: 5, Ayes: 6}).Check() == nil {
		t.Error("six votes of five present are taken")
	}
}
